package com.storefront.fulfillment.order;

import static java.util.stream.Collectors.toCollection;

import com.storefront.events.FulfillmentRequestEvent;
import com.storefront.events.OrderItem;
import com.storefront.events.OrderStatusChangeEvent;
import com.storefront.events.OrderStatusEvent;
import com.storefront.events.OrderStatusType;
import com.storefront.events.Product;
import com.storefront.events.Shipment;
import com.storefront.events.Topics;
import com.storefront.messaging.aggregate.Aggregate;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.messaging.outbox.Publishes;
import com.storefront.messaging.query.CaseInsensitive;
import com.storefront.messaging.republish.Republishable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.Unwrapped;
import org.springframework.data.mongodb.core.mapping.Unwrapped.OnEmpty;

/**
 * The fulfillment of one approved order, whose id it has, so that no order is shipped twice.
 *
 * <p>All indexes but {@code status_id} end with the order of the lists, so that a page needs no
 * sorting, whatever the filter.
 */
@Document("fulfillment.requests")
@CompoundIndex(name = "status_id", def = "{'status': 1, '_id': 1}")
@CompoundIndex(name = "requested", def = "{'requestedAt': -1, '_id': 1}")
@CompoundIndex(name = "status", def = "{'status': 1, 'requestedAt': -1, '_id': 1}")
@CompoundIndex(name = "customer", def = "{'customerId': 1, 'requestedAt': -1, '_id': 1}")
@CompoundIndex(
    name = "held_too_long",
    def = "{'requestedAt': -1, '_id': 1}",
    partialFilter = "{'holdReportedAt': {'$exists': true}}")
@CompoundIndex(name = "method", def = "{'shippingMethod': 1, 'requestedAt': -1, '_id': 1}")
@CompoundIndex(
    name = "carrier",
    def = "{'carrier': 1, 'requestedAt': -1, '_id': 1}",
    collation = CaseInsensitive.DEFINITION)
@Publishes(topic = Topics.ORDER_STATUS_CHANGE, type = "OrderStatusChangeEvent")
public class Fulfillment extends Aggregate implements Republishable {

  static final int MAX_HISTORY = 500;

  /** The timer that reports a hold that takes too long. */
  public static final String HOLD_REPORT = "hold-report";

  private final String customerId;
  private final Instant requestedAt;
  private final List<OrderItem> items;

  /** Null after the erasure of personal data. */
  private @Nullable Recipient recipient;

  private @Nullable Instant erasedAt;

  /** Null unless the order is on hold for too long. */
  private @Nullable Instant holdReportedAt;

  /** Distinguishes a repeated delivery of the request, or of its withdrawal, from another one. */
  private String requestEventId;

  /** The order's version when it was approved or erased, as counted by the orders service. */
  private long requestSequence;

  private List<StatusChange> history;
  private OrderStatusType status;
  private @Nullable ShippingMethod shippingMethod;

  /** The fields {@code carrier} and {@code trackingNumber} of the document. */
  @Unwrapped(onEmpty = OnEmpty.USE_NULL)
  private @Nullable Shipment shipment;

  Fulfillment(
      String id,
      String customerId,
      Instant requestedAt,
      Recipient recipient,
      List<OrderItem> items,
      String requestEventId,
      long requestSequence,
      List<StatusChange> history,
      OrderStatusType status) {
    super(id);
    this.customerId = customerId;
    this.requestedAt = requestedAt;
    this.recipient = recipient;
    this.items = List.copyOf(items);
    this.requestEventId = requestEventId;
    this.requestSequence = requestSequence;
    this.history = new ArrayList<>(history);
    this.status = status;
  }

  /**
   * Creates the fulfillment that a request asks for. Its status is APPROVED; if the history of the
   * request does not end with that status, an entry is added.
   */
  static Fulfillment requestedBy(ReceivedEvent<FulfillmentRequestEvent> request) {
    FulfillmentRequestEvent event = request.event();
    Instant requestedAt = Instant.ofEpochMilli(event.timestamp());
    List<StatusChange> history =
        event.order().orderStatusEvents().stream()
            .map(StatusChange::requested)
            .collect(toCollection(ArrayList::new));
    if (history.isEmpty() || history.get(history.size() - 1).status() != OrderStatusType.APPROVED) {
      history.add(
          new StatusChange(
              1, OrderStatusType.APPROVED, requestedAt, null, OrderStatusEvent.SYSTEM));
    }
    return new Fulfillment(
        event.order().guid(),
        event.customerId(),
        requestedAt,
        new Recipient(event.name(), event.contact(), event.address()),
        event.order().orderItems().stream().map(Fulfillment::toPackingItem).toList(),
        request.eventId(),
        event.sequence(),
        history,
        OrderStatusType.APPROVED);
  }

  /** Fulfillment does not need prices and descriptions. */
  private static OrderItem toPackingItem(OrderItem ordered) {
    Product product = ordered.product();
    return new OrderItem(
        new Product(product.guid(), product.title(), null, null, null), ordered.quantity());
  }

  public void process(Instant now, String actor, @Nullable String note) {
    become(OrderStatusType.PROCESSING, now, actor, note);
  }

  /**
   * @param method null if the carrier is none of the shop's own methods
   */
  public void ship(
      @Nullable ShippingMethod method,
      Shipment shipment,
      Instant now,
      String actor,
      @Nullable String note) {
    change(OrderStatusType.SHIPPED, now, actor, note);
    this.shippingMethod = method;
    this.shipment = shipment;
    registerEvent(newestEvent(nextVersion()));
  }

  public void putInTransit(Instant now, String actor, @Nullable String note) {
    become(OrderStatusType.IN_TRANSIT, now, actor, note);
  }

  /** Records that the carrier cannot find the parcel, which may still be found. */
  public void markLost(Instant now, String actor, @Nullable String note) {
    become(OrderStatusType.LOST, now, actor, note);
  }

  /** Records that the parcel came back without having been received. */
  public void markReturnedToSender(Instant now, String actor, @Nullable String note) {
    become(OrderStatusType.RETURNED_TO_SENDER, now, actor, note);
  }

  public void receive(Instant now, String actor, @Nullable String note) {
    become(OrderStatusType.RECEIVED, now, actor, note);
  }

  public void hold(Instant now, String actor, @Nullable String note) {
    become(OrderStatusType.ON_HOLD, now, actor, note);
  }

  /** Resumes the processing of a held order. */
  public void release(Instant now, String actor, @Nullable String note) {
    if (status != OrderStatusType.ON_HOLD) {
      throw new IllegalStatusChange(id(), status, OrderStatusType.PROCESSING);
    }
    become(OrderStatusType.PROCESSING, now, actor, note);
  }

  public void cancel(Instant now, String actor, @Nullable String note) {
    become(OrderStatusType.CANCELLED, now, actor, note);
  }

  /** Records that the recipient sent the order back. */
  public void markReturned(Instant now, String actor, @Nullable String note) {
    become(OrderStatusType.RETURNED, now, actor, note);
  }

  /** Has the hold reported at this time, if the order is still on hold then. */
  void reportHoldAt(Instant at) {
    if (status == OrderStatusType.ON_HOLD) {
      scheduleTimer(HOLD_REPORT, at);
    }
  }

  /** Marks the order as held for too long. */
  void reportHold(Instant now) {
    holdReportedAt = now;
  }

  /** Since when the order is reported as held for too long; null if it is not. */
  public @Nullable Instant holdReportedAt() {
    return holdReportedAt;
  }

  /** Why a withdrawal of the request cannot be applied; empty if it can. */
  Optional<String> violation(ReceivedEvent<?> withdrawal) {
    return requestSequence < withdrawal.sequence()
            || recipient == null && requestEventId.equals(withdrawal.eventId())
        ? Optional.empty()
        : Optional.of("The withdrawal is not newer than the request.");
  }

  /**
   * Erases all personal data, because orders withdrew the request. The status, the items and the
   * customer's id stay.
   *
   * @return false if nothing changed: it was applied before
   */
  boolean erase(ReceivedEvent<?> withdrawal, Instant now) {
    if (requestSequence >= withdrawal.sequence()) {
      return false;
    }
    requestEventId = withdrawal.eventId();
    requestSequence = withdrawal.sequence();
    recipient = null;
    erasedAt = now;
    history =
        history.stream()
            .map(StatusChange::withoutPersonalData)
            .collect(toCollection(ArrayList::new));
    shipment = shipment == null ? null : new Shipment(shipment.carrier(), null);
    return true;
  }

  private void become(OrderStatusType next, Instant now, String actor, @Nullable String note) {
    change(next, now, actor, note);
    registerEvent(newestEvent(nextVersion()));
  }

  private void change(OrderStatusType next, Instant now, String actor, @Nullable String note) {
    if (!status.canBecome(next)) {
      throw new IllegalStatusChange(id(), status, next);
    }
    if (history.size() >= MAX_HISTORY) {
      throw new HistoryLimitExceeded(id(), MAX_HISTORY);
    }

    status = next;
    holdReportedAt = null;
    cancelTimer(HOLD_REPORT);
    history.add(new StatusChange(nextVersion(), next, now, note, actor));
  }

  @Override
  public OrderStatusChangeEvent newestEvent(long sequence) {
    StatusChange newest = history.get(history.size() - 1);
    return new OrderStatusChangeEvent(id(), sequence, newest.toEvent(), shipment());
  }

  /** Whether this is a repeated delivery of the request, perhaps after its withdrawal. */
  boolean wasRequestedBy(ReceivedEvent<?> request) {
    return requestEventId.equals(request.eventId())
        || recipient == null && request.sequence() < requestSequence;
  }

  public String customerId() {
    return customerId;
  }

  public Instant requestedAt() {
    return requestedAt;
  }

  /** Null after the erasure of personal data. */
  public @Nullable Recipient recipient() {
    return recipient;
  }

  /** Null before the erasure of personal data. */
  public @Nullable Instant erasedAt() {
    return erasedAt;
  }

  public List<OrderItem> items() {
    return items;
  }

  String requestEventId() {
    return requestEventId;
  }

  /** All status changes, the oldest first. */
  public List<StatusChange> history() {
    return List.copyOf(history);
  }

  public OrderStatusType status() {
    return status;
  }

  /** Null before shipment, and if the carrier is none of the shop's own methods. */
  public @Nullable ShippingMethod shippingMethod() {
    return shippingMethod;
  }

  /**
   * Null before shipment. Orders that were shipped by an earlier version have only a method, which
   * names the carrier.
   */
  public @Nullable Shipment shipment() {
    return shipment == null && shippingMethod != null
        ? new Shipment(shippingMethod.name(), null)
        : shipment;
  }
}
