package com.storefront.fulfillment.fulfillment;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;

import com.storefront.events.FulfillmentRequestEvent;
import com.storefront.events.OrderItem;
import com.storefront.events.OrderStatusChangeEvent;
import com.storefront.events.OrderStatusType;
import com.storefront.events.Product;
import com.storefront.events.Topics;
import com.storefront.messaging.follower.Fact;
import com.storefront.messaging.outbox.Aggregate;
import com.storefront.messaging.outbox.Publishes;
import com.storefront.messaging.outbox.Republishable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An approved order on its way to the recipient. Its id is the order's, so one order can't be
 * shipped twice.
 */
@Document("fulfillment.requests")
@CompoundIndex(name = "status_id", def = "{'status': 1, '_id': 1}")
@Publishes(topic = Topics.ORDER_STATUS_CHANGE, type = "OrderStatusChangeEvent")
public class Fulfillment extends Aggregate implements Republishable {

  static final int MAX_HISTORY = 500;

  private final String customerId;
  private final Instant requestedAt;
  private final Recipient recipient;
  private final List<OrderItem> items;

  /** Tells a repeated delivery of the request from another request for the same order. */
  private final String requestEventId;

  private final long requestSequence;

  private final List<StatusChange> history;
  private OrderStatusType status;
  private @Nullable ShippingMethod shippingMethod;

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
    this.customerId = requireNonNull(customerId, "customerId");
    this.requestedAt = requireNonNull(requestedAt, "requestedAt");
    this.recipient = requireNonNull(recipient, "recipient");
    this.items = List.copyOf(items);
    this.requestEventId = requireNonNull(requestEventId, "requestEventId");
    this.requestSequence = requestSequence;
    this.history = new ArrayList<>(history);
    this.status = requireNonNull(status, "status");
  }

  /** What a request asks for: an order that is approved, whatever else its history says. */
  static Fulfillment requestedBy(Fact<FulfillmentRequestEvent> request) {
    FulfillmentRequestEvent event = request.event();
    Instant requestedAt = Instant.ofEpochMilli(event.timestamp());
    List<StatusChange> history =
        event.order().orderStatusEvents().stream()
            .map(StatusChange::requested)
            .collect(toCollection(ArrayList::new));
    if (history.isEmpty() || history.get(history.size() - 1).status() != OrderStatusType.APPROVED) {
      history.add(new StatusChange(1, OrderStatusType.APPROVED, requestedAt, null));
    }
    return new Fulfillment(
        event.order().guid(),
        event.customerId(),
        requestedAt,
        new Recipient(event.name(), event.contact(), event.address()),
        event.order().orderItems().stream().map(Fulfillment::whatIsPacked).toList(),
        request.eventId(),
        event.sequence(),
        history,
        OrderStatusType.APPROVED);
  }

  /** Prices are nobody's business here. */
  private static OrderItem whatIsPacked(OrderItem ordered) {
    Product product = ordered.product();
    return new OrderItem(
        new Product(product.guid(), product.title(), null, null), ordered.quantity());
  }

  void process(Instant now, @Nullable String note) {
    become(OrderStatusType.PROCESSING, now, note);
  }

  void ship(ShippingMethod method, Instant now, @Nullable String note) {
    requireNonNull(method, "method");
    become(OrderStatusType.SHIPPED, now, note);
    shippingMethod = method;
  }

  void putInTransit(Instant now, @Nullable String note) {
    become(OrderStatusType.IN_TRANSIT, now, note);
  }

  void receive(Instant now, @Nullable String note) {
    become(OrderStatusType.RECEIVED, now, note);
  }

  void hold(Instant now, @Nullable String note) {
    become(OrderStatusType.ON_HOLD, now, note);
  }

  /** Goes on with processing what was held. */
  void release(Instant now, @Nullable String note) {
    if (status != OrderStatusType.ON_HOLD) {
      throw new IllegalStatusChange(id(), status, OrderStatusType.PROCESSING);
    }
    become(OrderStatusType.PROCESSING, now, note);
  }

  void cancel(Instant now, @Nullable String note) {
    become(OrderStatusType.CANCELLED, now, note);
  }

  void takeBack(Instant now, @Nullable String note) {
    become(OrderStatusType.RETURNED, now, note);
  }

  private void become(OrderStatusType next, Instant now, @Nullable String note) {
    if (!status.canBecome(next)) {
      throw new IllegalStatusChange(id(), status, next);
    }
    if (history.size() >= MAX_HISTORY) {
      throw new HistoryFull(id(), MAX_HISTORY);
    }

    StatusChange change = new StatusChange(nextVersion(), next, now, note);
    status = next;
    history.add(change);

    registerEvent(newestEvent(change.sequence()));
  }

  /** The station reached last. */
  @Override
  public OrderStatusChangeEvent newestEvent(long sequence) {
    StatusChange newest = history.get(history.size() - 1);
    return new OrderStatusChangeEvent(id(), sequence, newest.toEvent());
  }

  boolean wasRequestedBy(Fact<?> request) {
    return requestEventId.equals(request.eventId());
  }

  public String customerId() {
    return customerId;
  }

  public Instant requestedAt() {
    return requestedAt;
  }

  public Recipient recipient() {
    return recipient;
  }

  public List<OrderItem> items() {
    return items;
  }

  String requestEventId() {
    return requestEventId;
  }

  /** The order's version when it was approved, in the orders service's own count. */
  long requestSequence() {
    return requestSequence;
  }

  /** Every station so far, oldest first. */
  public List<StatusChange> history() {
    return List.copyOf(history);
  }

  public OrderStatusType status() {
    return status;
  }

  /** Empty before shipment. */
  public Optional<ShippingMethod> shippingMethod() {
    return Optional.ofNullable(shippingMethod);
  }
}
