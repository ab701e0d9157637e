package com.storefront.orders.order;

import com.storefront.events.order.OrderStatusType;

/** The order was decided already, so this service cannot decide on it. */
public class IllegalStatusChange extends RuntimeException {

  private final transient Order order;

  IllegalStatusChange(Order order, OrderStatusType to) {
    super("Order %s is %s and cannot become %s here.".formatted(order.id(), order.status(), to));
    this.order = order;
  }

  /** The order, unchanged. */
  public Order order() {
    return order;
  }
}
