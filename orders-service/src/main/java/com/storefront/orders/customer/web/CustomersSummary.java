package com.storefront.orders.customer.web;

import com.storefront.events.Address;
import com.storefront.events.Contact;
import com.storefront.events.Name;
import com.storefront.orders.customer.Customer;
import com.storefront.orders.order.Order;
import com.storefront.orders.order.web.OrderView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** The first customers with their newest orders at a glance; the pages have them all. */
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
  record Entry(
      @Schema(example = "6b01064db29f8f4e06d5b478") String id,
      Name name,
      Contact contact,
      List<Address> addresses,
      List<OrderView> orders) {

    private static Entry of(Customer customer, List<Order> orders) {
      return new Entry(
          customer.id(),
          customer.name(),
          customer.contact(),
          customer.addresses(),
          orders.stream().map(OrderView::of).toList());
    }
  }
}
