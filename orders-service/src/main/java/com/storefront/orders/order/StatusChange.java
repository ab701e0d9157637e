package com.storefront.orders.order;

import static java.util.Objects.requireNonNull;

import com.storefront.events.order.OrderStatusChangeEvent;
import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Shipment;
import com.storefront.messaging.consumer.EventHandler.AppliedEvent;
import com.storefront.messaging.consumer.ReceivedEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an order's history, identified by source and sequence.
 *
 * @param source the service that made the change: {@value #ORDERS} or {@value #FULFILLMENT}
 * @param sequence from 1; each source has its own
 * @param actor who made the change; null in entries of earlier versions
 * @param shipment as reported with the change; null before it, and for a decision of this service
 * @param eventId the event that reported the change; null for a decision of this service
 * @param position of the record of this event; null in entries of earlier versions, too
 */
public record StatusChange(
    String source,
    long sequence,
    OrderStatusType status,
    Instant at,
    @Nullable String note,
    @Nullable String actor,
    @Nullable Shipment shipment,
    @Nullable String eventId,
    @Nullable String position) {

  static final String ORDERS = "orders";
  static final String FULFILLMENT = "fulfillment";

  private static final Set<OrderStatusType> BY_CUSTOMERS =
      Set.of(OrderStatusType.CREATED, OrderStatusType.CANCELLED);

  public StatusChange {
    requireNonNull(source, "source");
    requireNonNull(status, "status");
    requireNonNull(at, "at");
  }

  public static StatusChange decided(
      long sequence, OrderStatusType status, Instant at, String actor, @Nullable String note) {
    return new StatusChange(ORDERS, sequence, status, at, note, actor, null, null, null);
  }

  static StatusChange reported(ReceivedEvent<OrderStatusChangeEvent> event) {
    OrderStatusChangeEvent report = event.event();
    OrderStatusEvent change = report.orderStatusEvent();
    return new StatusChange(
        FULFILLMENT,
        report.sequence(),
        change.orderStatusType(),
        Instant.ofEpochMilli(change.timestamp()),
        change.note(),
        change.actor(),
        report.shipment(),
        event.eventId(),
        event.position());
  }

  /** Without free text, the tracking number, and the name of a customer who made the change. */
  StatusChange withoutPersonalData() {
    boolean isByStaff = isReported() || !BY_CUSTOMERS.contains(status);
    return new StatusChange(
        source,
        sequence,
        status,
        at,
        null,
        isByStaff || OrderStatusEvent.SYSTEM.equals(actor) ? actor : null,
        shipment == null ? null : new Shipment(shipment.carrier(), null),
        eventId,
        position);
  }

  boolean isReported() {
    return !source.equals(ORDERS);
  }

  /** The event that reported the change; empty for a decision of this service. */
  Optional<AppliedEvent> applied() {
    return Optional.ofNullable(eventId).map(id -> new AppliedEvent(sequence, id, position));
  }

  /** Whether both have the same source and sequence. */
  boolean hasKeyOf(StatusChange other) {
    return source.equals(other.source) && sequence == other.sequence;
  }

  public OrderStatusEvent toEvent() {
    return new OrderStatusEvent(at.toEpochMilli(), status, note, actor);
  }
}
