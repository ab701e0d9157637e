package com.storefront.events.order;

import static java.util.Objects.requireNonNull;

import com.storefront.events.Topics;
import org.jspecify.annotations.Nullable;

/**
 * The status of an order changed at fulfillment. Published by fulfillment on {@link
 * Topics#ORDER_STATUS_CHANGE}.
 *
 * @param guid the order; the key of the record
 * @param sequence the version of the fulfillment after the change; orders the changes of an order
 * @param shipment in every event from the shipment on; null before it, and in events of earlier
 *     versions
 */
public record OrderStatusChangeEvent(
    String guid, long sequence, OrderStatusEvent orderStatusEvent, @Nullable Shipment shipment) {

  public OrderStatusChangeEvent {
    requireNonNull(guid, "guid");
    requireNonNull(orderStatusEvent, "orderStatusEvent");
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence must be at least 1, is " + sequence);
    }
  }
}
