package com.storefront.events;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * An order reached a station.
 *
 * @param timestamp when, in milliseconds since 1970-01-01T00:00Z
 * @param orderStatusType the station
 * @param note why, in somebody's words
 */
public record OrderStatusEvent(
    long timestamp, OrderStatusType orderStatusType, @Nullable String note) {

  public OrderStatusEvent {
    requireNonNull(orderStatusType, "orderStatusType");
    if (timestamp <= 0) {
      throw new IllegalArgumentException("timestamp must be positive, is " + timestamp);
    }
  }
}
