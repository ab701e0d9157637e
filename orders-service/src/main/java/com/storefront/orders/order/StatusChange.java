package com.storefront.orders.order;

import static java.util.Objects.requireNonNull;

import com.storefront.events.OrderStatusEvent;
import com.storefront.events.OrderStatusType;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an order's history, known by who told it and the teller's own count.
 *
 * @param source {@link #OWN} or {@link #FULFILLMENT}
 * @param sequence the source's count, from 1; two sources, two counters
 * @param note why, in somebody's words
 * @param eventId the event that told it; null for a decision made here
 */
public record StatusChange(
    String source,
    long sequence,
    OrderStatusType status,
    Instant at,
    @Nullable String note,
    @Nullable String eventId) {

  static final String OWN = "orders";
  static final String FULFILLMENT = "fulfillment";

  /** Own decisions come before fulfillment's reports, each in the order they were made. */
  static final Comparator<StatusChange> HISTORY_ORDER =
      Comparator.comparing(StatusChange::isReported).thenComparing(StatusChange::sequence);

  public StatusChange {
    requireNonNull(source, "source");
    requireNonNull(status, "status");
    requireNonNull(at, "at");
  }

  static StatusChange own(
      long sequence, OrderStatusType status, Instant at, @Nullable String note) {
    return new StatusChange(OWN, sequence, status, at, note, null);
  }

  static StatusChange reported(long sequence, OrderStatusEvent report, String eventId) {
    return new StatusChange(
        FULFILLMENT,
        sequence,
        report.orderStatusType(),
        Instant.ofEpochMilli(report.timestamp()),
        report.note(),
        eventId);
  }

  boolean isReported() {
    return !source.equals(OWN);
  }

  boolean hasKeyOf(StatusChange other) {
    return source.equals(other.source) && sequence == other.sequence;
  }

  /** The same in the published language. */
  public OrderStatusEvent toEvent() {
    return new OrderStatusEvent(at.toEpochMilli(), status, note);
  }
}
