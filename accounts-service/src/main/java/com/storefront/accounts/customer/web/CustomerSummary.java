package com.storefront.accounts.customer.web;

import com.storefront.accounts.customer.Customer;
import java.util.List;

/** The first customers, without links. */
record CustomerSummary(List<CustomerView> customers) {

  static CustomerSummary of(List<Customer> customers) {
    return new CustomerSummary(customers.stream().map(CustomerView::of).toList());
  }
}
