package com.storefront.fulfillment.order;

import static java.util.stream.Collectors.toCollection;

import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.OrderStatusType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  /** The history of a request, to which an approval is added if it does not end with one. */
  static List<StatusChange> approved(List<OrderStatusEvent> events, Instant requestedAt) {
    List<StatusChange> history =
        events.stream().map(StatusChange::requested).collect(toCollection(ArrayList::new));
    if (history.isEmpty() || history.get(history.size() - 1).status() != OrderStatusType.APPROVED) {
      history.add(
          new StatusChange(
              1, OrderStatusType.APPROVED, requestedAt, null, OrderStatusEvent.SYSTEM));
    }
    return history;
  }

  private static StatusChange requested(OrderStatusEvent event) {
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
