package com.storefront.fulfillment.order;

import com.storefront.events.OrderStatusEvent;
import com.storefront.events.OrderStatusType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the status history.
 *
 * @param sequence the fulfillment's version after the change; 1 for entries of the request
 * @param note the reason, as free text
 * @param actor who made the change; null in entries of earlier versions
 */
public record StatusChange(
    long sequence,
    OrderStatusType status,
    Instant at,
    @Nullable String note,
    @Nullable String actor) {

  public StatusChange {
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence must be at least 1, is " + sequence);
    }
  }

  static StatusChange requested(OrderStatusEvent event) {
    return new StatusChange(
        1,
        event.orderStatusType(),
        Instant.ofEpochMilli(event.timestamp()),
        event.note(),
        event.actor());
  }

  /** Without free text, and without the name of the customer in an entry of the request. */
  StatusChange withoutPersonalData() {
    boolean isOfCustomer = status == OrderStatusType.CREATED;
    return new StatusChange(sequence, status, at, null, isOfCustomer ? null : actor);
  }

  public OrderStatusEvent toEvent() {
    return new OrderStatusEvent(at.toEpochMilli(), status, note, actor);
  }
}
