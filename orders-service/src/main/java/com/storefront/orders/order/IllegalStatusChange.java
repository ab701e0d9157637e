package com.storefront.orders.order;

import com.storefront.events.OrderStatusType;

/** The order can't become this from what it is, or it is no longer for this service to decide. */
public class IllegalStatusChange extends RuntimeException {

  private final String guid;
  private final OrderStatusType from;
  private final boolean withFulfillment;

  IllegalStatusChange(Order order, OrderStatusType to) {
    super("order %s is %s and can't become %s here".formatted(order.id(), order.status(), to));
    this.guid = order.id();
    this.from = order.status();
    this.withFulfillment = order.isWithFulfillment();
  }

  public String guid() {
    return guid;
  }

  public OrderStatusType from() {
    return from;
  }

  /** Whether fulfillment decides on the order now. */
  public boolean isWithFulfillment() {
    return withFulfillment;
  }
}
