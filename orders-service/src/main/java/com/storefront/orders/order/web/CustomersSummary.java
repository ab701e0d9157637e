package com.storefront.orders.order.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.storefront.orders.customer.Customer;
import com.storefront.orders.order.Order;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** The first customers with their newest orders. */
record CustomersSummary(List<Entry> customers) {

  static final int MAX_CUSTOMERS = 100;
  static final int MAX_ORDERS_EACH = 20;

  static CustomersSummary of(List<Customer> customers, Map<String, List<Order>> orders) {
    return new CustomersSummary(
        customers.stream()
            .map(customer -> Entry.of(customer, orders.getOrDefault(customer.id(), List.of())))
            .toList());
  }

  /** A customer with their newest orders. */
  @Schema(name = "CustomersSummaryEntry")
  record Entry(@JsonUnwrapped CustomerView customer, List<OrderView> orders) {

    private static Entry of(Customer customer, List<Order> orders) {
      return new Entry(CustomerView.of(customer), orders.stream().map(OrderView::of).toList());
    }
  }
}
