package com.storefront.events.order;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** The order in a {@link FulfillmentRequestEvent}. */
public record RequestedOrder(
    String guid, List<OrderStatusEvent> orderStatusEvents, List<OrderItem> orderItems) {

  public RequestedOrder {
    requireNonNull(guid, "guid");
    orderStatusEvents = List.copyOf(requireNonNull(orderStatusEvents, "orderStatusEvents"));
    orderItems = List.copyOf(requireNonNull(orderItems, "orderItems"));
    if (orderItems.isEmpty()) {
      throw new IllegalArgumentException("orderItems must not be empty");
    }
  }
}
