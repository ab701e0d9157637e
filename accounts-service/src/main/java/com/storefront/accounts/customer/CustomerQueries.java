package com.storefront.accounts.customer;

import com.storefront.messaging.query.Keyset;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;

/** The queries of {@link Customers} that Spring Data cannot derive. */
public interface CustomerQueries {

  /** The oldest first; the indexes of e-mail addresses and last names have this order. */
  Sort BY_ID = Sort.by("id");

  /** In alphabetical order; the indexes of last names and cities have it. */
  Sort BY_LAST_NAME = Sort.by("name.lastName", "id");

  /** A page of the customers that match the filter, with their number. */
  Page<Customer> findPage(Filter filter, Pageable pageable);

  /** A page of the customers that match the filter, after a known customer. */
  Window<Customer> findWindow(Filter filter, Keyset keyset);

  /**
   * All customers that match the filter, read while they are used.
   *
   * @return must be closed
   */
  Stream<Customer> stream(Filter filter, Sort sort);

  /**
   * Which customers are read, in any case; null for all.
   *
   * @param email the whole address
   * @param lastName the whole name
   * @param lastNamePrefix not with lastName
   * @param city the whole name of the city of any address
   */
  record Filter(
      @Nullable String email,
      @Nullable String lastName,
      @Nullable String lastNamePrefix,
      @Nullable String city) {

    static final Filter NONE = new Filter(null, null, null, null);
  }
}
