package com.storefront.orders.order;

import static java.util.Objects.requireNonNull;

import com.storefront.events.Topics;
import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.RequestedOrder;
import com.storefront.events.order.Shipment;
import com.storefront.messaging.aggregate.Aggregate;
import com.storefront.messaging.outbox.Publishes;
import com.storefront.messaging.query.CaseInsensitive;
import com.storefront.messaging.republish.Republishable;
import com.storefront.orders.zone.ShippingEstimate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.Unwrapped;
import org.springframework.data.mongodb.core.mapping.Unwrapped.OnEmpty;

/**
 * An order: placed and decided here, then fulfilled by the fulfillment service.
 *
 * <p>The approval and the request to fulfill are one change. After it, fulfillment decides; this
 * service records the changes that fulfillment reports, in whatever order they arrive.
 *
 * <p>Each index has the order of the lists after an equal value, so that a page needs no sorting,
 * whatever the filter. The exception is {@code amount}, for a range of totals that few orders have.
 */
@Document("customer.orders")
@CompoundIndex(name = "customer", def = "{'customerId': 1, 'placedAt': -1, '_id': 1}")
@CompoundIndex(name = "status", def = "{'status': 1, 'placedAt': -1, '_id': 1}")
@CompoundIndex(name = "placed", def = "{'placedAt': -1, '_id': 1}")
@CompoundIndex(
    name = "email",
    def = "{'recipient.contact.email': 1, 'placedAt': -1, '_id': 1}",
    collation = CaseInsensitive.DEFINITION)
@CompoundIndex(name = "total", def = "{'currency': 1, 'placedAt': -1, '_id': 1, 'total': 1}")
@CompoundIndex(name = "amount", def = "{'currency': 1, 'total': 1}")
@Publishes(topic = Topics.FULFILLMENT_REQUEST, type = "FulfillmentRequestEvent")
public class Order extends Aggregate implements Republishable {

  /** The timer that cancels an undecided order. */
  public static final String EXPIRY = "expiry";

  /** The timer that erases the personal data of a finished order of a deleted customer. */
  public static final String ERASURE = "erasure";

  private final String customerId;
  private final Instant placedAt;

  /** Null after the erasure of personal data. */
  private @Nullable Recipient recipient;

  private @Nullable Erasure erasure;
  private @Nullable Instant customerDeletedAt;

  /** The fields {@code items} and {@code total} of the document. */
  @Unwrapped(onEmpty = OnEmpty.USE_EMPTY)
  private final OrderLines lines;

  /** The fields {@code status} and {@code history} of the document. */
  @Unwrapped(onEmpty = OnEmpty.USE_EMPTY)
  private StatusHistory history;

  private @Nullable ShippingEstimate shipping;

  private Order(
      String id,
      String customerId,
      Recipient recipient,
      Instant placedAt,
      OrderLines lines,
      StatusHistory history) {
    super(id);
    this.customerId = customerId;
    this.recipient = recipient;
    this.placedAt = placedAt;
    this.lines = lines;
    this.history = history;
  }

  public static Order placed(
      String guid,
      String customerId,
      Recipient recipient,
      OrderLines lines,
      Instant now,
      String actor) {
    var created = StatusChange.decided(1, OrderStatusType.CREATED, now, actor, null);
    return withHistory(guid, customerId, recipient, lines, List.of(created));
  }

  /** An order with its complete history; publishes no event. */
  public static Order withHistory(
      String guid,
      String customerId,
      Recipient recipient,
      OrderLines lines,
      List<StatusChange> history) {
    Instant placedAt = history.get(0).at();
    return new Order(guid, customerId, recipient, placedAt, lines, StatusHistory.of(history));
  }

  /** Has the order cancelled at this time, if it is not decided before. */
  void expireAt(Instant at) {
    scheduleTimer(EXPIRY, at);
  }

  /** When the order is cancelled if it is not decided; empty if that is not scheduled. */
  public Optional<Instant> expiresAt() {
    return timer(EXPIRY);
  }

  /** Cancels the order, which was not decided in time. */
  void expire(Instant now) {
    cancel(now, OrderStatusEvent.SYSTEM, "Not decided in time");
  }

  /** Keeps how fulfillment ships to the address when the order is placed. */
  public void expectShipping(ShippingEstimate estimate) {
    if (version() > 0) {
      throw new IllegalStateException("Order " + id() + " was placed already");
    }
    shipping = estimate;
  }

  /** Approves the order and requests its fulfillment. */
  void approve(Instant now, String actor, @Nullable String note) {
    decide(OrderStatusType.APPROVED, now, actor, note);
    registerEvent(requireNonNull(newestEvent(nextVersion()), "erased"));
  }

  void reject(Instant now, String actor, @Nullable String note) {
    decide(OrderStatusType.REJECTED, now, actor, note);
  }

  /** Cancels an undecided order; an approved one is cancelled at fulfillment. */
  void cancel(Instant now, String actor, @Nullable String note) {
    decide(OrderStatusType.CANCELLED, now, actor, note);
  }

  private void decide(OrderStatusType next, Instant now, String actor, @Nullable String note) {
    if (!isUndecided()) {
      throw new IllegalStatusChange(this, next);
    }
    long sequence = history.lastDecision().sequence() + 1;
    history = history.with(StatusChange.decided(sequence, next, now, actor, note));
    cancelTimer(EXPIRY);
  }

  /**
   * Cancels the order if it is undecided, and remembers that personal data is to be erased.
   *
   * @param eraseAt when that is done if the order is finished now
   */
  public void onCustomerDeleted(Instant now, Instant eraseAt) {
    customerDeletedAt = now;
    if (isUndecided()) {
      cancel(now, OrderStatusEvent.SYSTEM, "The customer was deleted");
    }
    scheduleErasure(eraseAt);
  }

  /** Has no effect while the order is open, and as long as its customer is not deleted. */
  void scheduleErasure(Instant at) {
    if (customerDeletedAt != null && recipient != null && !isOpen(status())) {
      scheduleTimer(ERASURE, at);
    }
  }

  /**
   * Erases all personal data, here and at fulfillment. The items, totals and times, the country and
   * the customer's id stay for bookkeeping. Has no effect on an order that is open again.
   */
  public void erase(Instant now) {
    if (recipient == null || isOpen(status())) {
      return;
    }
    erasure = new Erasure(now, recipient.address().country());
    recipient = null;
    history = history.withoutPersonalData();
    createdBy(null);
    if (isWithFulfillment()) {
      registerTombstone();
    }
  }

  /** Whether an order with this status needs a next step; received and lost orders may have one. */
  static boolean isOpen(OrderStatusType status) {
    return !status.successors().isEmpty()
        && status != OrderStatusType.RECEIVED
        && status != OrderStatusType.LOST;
  }

  /** Why fulfillment cannot have reported this change; empty if it can. */
  Optional<String> violation(StatusChange reported) {
    return history.violation(reported);
  }

  /**
   * Records a change that fulfillment reports; whether it is legal is decided there.
   *
   * @return false if nothing changed: the change is known already, or there is a violation
   */
  boolean record(StatusChange reported) {
    if (history.contains(reported) || violation(reported).isPresent()) {
      return false;
    }
    history = history.with(reported);
    return true;
  }

  /** The request to fulfill; after the erasure of personal data a tombstone. */
  @Override
  public @Nullable FulfillmentRequestEvent newestEvent(long sequence) {
    if (recipient == null) {
      return null;
    }
    List<OrderStatusEvent> decisions =
        history.decisions().stream().map(StatusChange::toEvent).toList();
    return new FulfillmentRequestEvent(
        customerId,
        sequence,
        history.lastDecision().at().toEpochMilli(),
        recipient.name(),
        recipient.contact(),
        recipient.address(),
        new RequestedOrder(id(), decisions, lines.items()));
  }

  /** Whether this service still decides on the order. */
  public boolean isUndecided() {
    return status() == OrderStatusType.CREATED;
  }

  /** Whether fulfillment was requested, and so decides on the order. */
  public boolean isWithFulfillment() {
    return history.lastDecision().status() == OrderStatusType.APPROVED;
  }

  public OrderStatusType status() {
    return history.status();
  }

  public List<StatusChange> history() {
    return history.changes();
  }

  /** Null before the shipment. */
  public @Nullable Shipment shipment() {
    return history.shipment();
  }

  /** As expected when the order was placed; null if that was unknown. */
  public @Nullable ShippingEstimate shipping() {
    return shipping;
  }

  public String customerId() {
    return customerId;
  }

  /** Null after the erasure of personal data. */
  public @Nullable Recipient recipient() {
    return recipient;
  }

  /** Null before the erasure of personal data. */
  public @Nullable Erasure erasure() {
    return erasure;
  }

  public OrderLines lines() {
    return lines;
  }

  public Instant placedAt() {
    return placedAt;
  }

  /**
   * What remains after the erasure of personal data.
   *
   * @param country to which the order was shipped; null means US
   */
  public record Erasure(Instant at, @Nullable String country) {}
}
