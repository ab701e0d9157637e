package com.storefront.accounts.imports;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** Reads imports; {@code AggregateStore} writes them. */
public interface CustomerImports extends Repository<CustomerImport, String>, CustomerImportQueries {

  Optional<CustomerImport> findById(String id);

  List<CustomerImport> findByIdIn(Collection<String> ids);

  Optional<CustomerImport> findFirstByStatusOrderByProgressAt(ImportStatus status);
}
