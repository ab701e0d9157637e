package com.storefront.accounts.customer.web;

import com.storefront.accounts.customer.Customer;
import java.util.List;

/** The first customers at a glance, in the shape that older scripts read. */
record CustomerSummary(List<CustomerView> customers) {

  static final int MOST = 100;

  static CustomerSummary of(List<Customer> customers) {
    return new CustomerSummary(customers.stream().map(CustomerView::of).toList());
  }
}
