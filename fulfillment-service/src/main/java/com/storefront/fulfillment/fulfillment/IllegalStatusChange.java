package com.storefront.fulfillment.fulfillment;

import com.storefront.events.OrderStatusType;

/** The order can't reach that station from where it is. */
public class IllegalStatusChange extends RuntimeException {

  private final OrderStatusType from;

  IllegalStatusChange(String id, OrderStatusType from, OrderStatusType to) {
    super("order %s is %s and can't become %s".formatted(id, from, to));
    this.from = from;
  }

  /** Where the order is. */
  public OrderStatusType from() {
    return from;
  }
}
