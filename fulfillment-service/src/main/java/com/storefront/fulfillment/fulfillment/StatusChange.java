package com.storefront.fulfillment.fulfillment;

import static java.util.Objects.requireNonNull;

import com.storefront.events.OrderStatusEvent;
import com.storefront.events.OrderStatusType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order reached a station.
 *
 * @param sequence the fulfillment's version after the change; 1 for what came with the request
 * @param note why, in somebody's words
 */
public record StatusChange(
    long sequence, OrderStatusType status, Instant at, @Nullable String note) {

  public StatusChange {
    requireNonNull(status, "status");
    requireNonNull(at, "at");
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence must be at least 1, is " + sequence);
    }
  }

  static StatusChange requested(OrderStatusEvent told) {
    return new StatusChange(
        1, told.orderStatusType(), Instant.ofEpochMilli(told.timestamp()), told.note());
  }

  /** As the published language says it. */
  public OrderStatusEvent toEvent() {
    return new OrderStatusEvent(at.toEpochMilli(), status, note);
  }
}
