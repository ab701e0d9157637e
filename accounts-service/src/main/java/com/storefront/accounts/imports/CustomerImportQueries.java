package com.storefront.accounts.imports;

import com.storefront.messaging.query.Keyset;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;

/** The queries of {@link CustomerImports} that Spring Data cannot derive. */
public interface CustomerImportQueries {

  Sort NEWEST_FIRST = Sort.by("id").descending();

  /** A page of imports, with their number. */
  Page<CustomerImport> findPage(Pageable pageable);

  /** A page of imports, after a known import. */
  Window<CustomerImport> findWindow(Keyset keyset);
}
