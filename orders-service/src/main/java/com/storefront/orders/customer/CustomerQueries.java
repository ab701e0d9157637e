package com.storefront.orders.customer;

import com.storefront.messaging.query.Keyset;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;

/** The queries of {@link Customers} that Spring Data cannot derive. */
interface CustomerQueries {

  /** The oldest first. */
  Sort BY_ID = Sort.by("id");

  /** A page of customers, with their number. */
  Page<Customer> findPage(Pageable pageable);

  /** A page of customers, after a known customer. */
  Window<Customer> findWindow(Keyset keyset);
}
