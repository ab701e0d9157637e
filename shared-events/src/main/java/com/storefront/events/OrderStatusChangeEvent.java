package com.storefront.events;

import static java.util.Objects.requireNonNull;

/**
 * An order under fulfillment reached a station: told by fulfillment on {@link
 * Topics#ORDER_STATUS_CHANGE}.
 *
 * @param guid the order; the record's key
 * @param sequence the fulfillment's version after the change; puts the stations of an order in
 *     order
 */
public record OrderStatusChangeEvent(
    String guid, long sequence, OrderStatusEvent orderStatusEvent) {

  public OrderStatusChangeEvent {
    requireNonNull(guid, "guid");
    requireNonNull(orderStatusEvent, "orderStatusEvent");
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence must be at least 1, is " + sequence);
    }
  }
}
