package com.storefront.fulfillment.order;

import static java.util.Objects.requireNonNull;

import com.storefront.events.Topics;
import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.events.order.OrderItem;
import com.storefront.events.order.OrderStatusChangeEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Product;
import com.storefront.events.order.Shipment;
import com.storefront.fulfillment.carrier.Booking;
import com.storefront.fulfillment.carrier.BookingAnswer;
import com.storefront.fulfillment.carrier.BookingNotAllowed;
import com.storefront.fulfillment.carrier.Bookings;
import com.storefront.fulfillment.carrier.LabelRequest;
import com.storefront.fulfillment.carrier.Recipient;
import com.storefront.fulfillment.carrier.ShippingMethod;
import com.storefront.messaging.consumer.EventHandler.AppliedEvent;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.messaging.outbox.Publishes;
import com.storefront.messaging.query.CaseInsensitive;
import java.time.Duration;
import java.time.Instant;
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
@CompoundIndex(
    name = "stuck",
    def = "{'requestedAt': -1, '_id': 1}",
    partialFilter = "{'bookings.open.stuckSince': {'$exists': true}}")
@CompoundIndex(name = "method", def = "{'shippingMethod': 1, 'requestedAt': -1, '_id': 1}")
@CompoundIndex(
    name = "carrier",
    def = "{'carrier': 1, 'requestedAt': -1, '_id': 1}",
    collation = CaseInsensitive.DEFINITION)
@Publishes(topic = Topics.ORDER_STATUS_CHANGE, type = "OrderStatusChangeEvent")
public class Fulfillment extends OrderProgress {

  /** The timer that asks the carrier for a label. */
  public static final String BOOKING = "book-carrier";

  /** The timer that has a label cancelled that is not used. */
  public static final String LABEL_CANCELLATION = "cancel-label";

  private final String customerId;
  private final Instant requestedAt;
  private final List<OrderItem> items;

  /** Null after the erasure of personal data. */
  private @Nullable Recipient recipient;

  /** Distinguishes a repeated delivery of the request, or of its withdrawal, from another one. */
  private String requestEventId;

  /** The order's version when it was approved or erased, as counted by the orders service. */
  private long requestSequence;

  /** Of the record of that event; null if an earlier version applied it. */
  private @Nullable String requestPosition;

  private @Nullable ShippingMethod shippingMethod;

  /** The fields {@code carrier} and {@code trackingNumber} of the document. */
  @Unwrapped(onEmpty = OnEmpty.USE_NULL)
  private @Nullable Shipment shipment;

  /** Null unless a label was to be booked. */
  private @Nullable Bookings bookings;

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
    super(id, history, status);
    this.customerId = customerId;
    this.requestedAt = requestedAt;
    this.recipient = recipient;
    this.items = List.copyOf(items);
    this.requestEventId = requestEventId;
    this.requestSequence = requestSequence;
  }

  /**
   * Creates the fulfillment that a request asks for. Its status is APPROVED; if the history of the
   * request does not end with that status, an entry is added.
   */
  static Fulfillment requestedBy(ReceivedEvent<FulfillmentRequestEvent> request) {
    FulfillmentRequestEvent event = request.event();
    Instant requestedAt = Instant.ofEpochMilli(event.timestamp());
    var fulfillment =
        new Fulfillment(
            event.order().guid(),
            event.customerId(),
            requestedAt,
            new Recipient(event.name(), event.contact(), event.address()),
            event.order().orderItems().stream().map(Fulfillment::toPackingItem).toList(),
            request.eventId(),
            event.sequence(),
            StatusChange.approved(event.order().orderStatusEvents(), requestedAt),
            OrderStatusType.APPROVED);
    fulfillment.requestPosition = request.position();
    return fulfillment;
  }

  /** Fulfillment does not need prices and descriptions. */
  private static OrderItem toPackingItem(OrderItem ordered) {
    Product product = ordered.product();
    return new OrderItem(
        new Product(product.guid(), product.title(), null, null, null), ordered.quantity());
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

  /**
   * Has a label booked by a carrier. The order is shipped once it is booked.
   *
   * @param note of the shipment
   * @throws BookingNotAllowed if a label is being booked already, or the recipient is unknown
   */
  public void requestBooking(String carrier, Instant now, String actor, @Nullable String note) {
    requireCanBecome(OrderStatusType.SHIPPED);
    if (recipient == null) {
      throw new BookingNotAllowed("The data of the recipient was erased.");
    }
    String key = id() + "-" + nextVersion();
    setBookings(bookings().request(key, carrier, now, actor, note));
  }

  /** Has the label booked at once instead of later, or although the booking is stuck. */
  public void retryBooking(Instant now, String actor, @Nullable String note) {
    setBookings(bookings().retry(now, actor, note));
  }

  /** Ends the booking, so that the order can be shipped otherwise. */
  public void skipBooking(Instant now, String actor, @Nullable String note) {
    setBookings(bookings().skip(now, actor, note));
  }

  /** The label that is being booked. */
  LabelRequest labelRequest() {
    Booking booking = bookings().requireOpen();
    return new LabelRequest(booking.key(), booking.carrier(), requireNonNull(recipient));
  }

  /** Ships the order if its label is booked; otherwise plans the next attempt, if there is one. */
  void apply(BookingAnswer answer, List<Duration> retryAfter, Instant now) {
    Booking booking = bookings().requireOpen();
    if (answer instanceof BookingAnswer.Booked booked) {
      setBookings(bookings().booked());
      var shipment = new Shipment(booking.carrier(), booked.trackingNumber());
      ship(null, shipment, now, booking.actor(), booking.note());
    } else if (answer instanceof BookingAnswer.NotBooked failure) {
      setBookings(bookings().notBooked(failure, retryAfter, now));
    }
  }

  /** Records whether the carrier has cancelled that label; if not, it is asked again later. */
  void applyCancellation(boolean isCancelled, Instant now) {
    setBookings(bookings().cancelled(isCancelled, now));
  }

  /** Saves the times of the next calls as timers. */
  private void setBookings(Bookings changed) {
    bookings = changed.equals(Bookings.NONE) ? null : changed;
    changed
        .nextAttemptAt()
        .ifPresentOrElse(at -> scheduleTimer(BOOKING, at), () -> cancelTimer(BOOKING));
    changed
        .nextCancellationAt()
        .ifPresentOrElse(
            at -> scheduleTimer(LABEL_CANCELLATION, at), () -> cancelTimer(LABEL_CANCELLATION));
  }

  /** What was asked of carriers for this order. */
  public Bookings bookings() {
    return bookings == null ? Bookings.NONE : bookings;
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
    requestPosition = withdrawal.position();
    recipient = null;
    eraseHistory(now);
    setBookings(bookings().withoutPersonalData(now));
    shipment = shipment == null ? null : new Shipment(shipment.carrier(), null);
    return true;
  }

  @Override
  void statusChanged(Instant now) {
    setBookings(bookings().end(now));
  }

  @Override
  public OrderStatusChangeEvent newestEvent(long sequence) {
    return new OrderStatusChangeEvent(id(), sequence, newestChange().toEvent(), shipment());
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

  public List<OrderItem> items() {
    return items;
  }

  /** The request, or its withdrawal. */
  AppliedEvent request() {
    return new AppliedEvent(requestSequence, requestEventId, requestPosition);
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
