package com.storefront.orders.order;

import static java.util.Objects.requireNonNull;

import com.storefront.events.FulfillmentRequestEvent;
import com.storefront.events.OrderItem;
import com.storefront.events.OrderStatusEvent;
import com.storefront.events.OrderStatusType;
import com.storefront.events.RequestedOrder;
import com.storefront.events.Topics;
import com.storefront.messaging.outbox.Aggregate;
import com.storefront.messaging.outbox.Publishes;
import com.storefront.messaging.outbox.Republishable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.index.CompoundIndex;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.Field;
import org.springframework.data.mongodb.core.mapping.FieldType;

/**
 * An order's whole life: placed and decided on here, then as fulfillment reports it.
 *
 * <p>The approval and the request to fulfill are one change. After it fulfillment decides, and this
 * service records what it is told, in whatever order it arrives.
 */
@Document("customer.orders")
@CompoundIndex(name = "customer", def = "{'customerId': 1, 'placedAt': -1, '_id': 1}")
@CompoundIndex(name = "status", def = "{'status': 1, 'placedAt': -1, '_id': 1}")
@CompoundIndex(name = "placed", def = "{'placedAt': -1, '_id': 1}")
@Publishes(topic = Topics.FULFILLMENT_REQUEST, type = "FulfillmentRequestEvent")
public class Order extends Aggregate implements Republishable {

  public static final int MAX_LINES = 100;
  public static final int MAX_QUANTITY = 1000;
  static final int MAX_HISTORY = 500;
  static final int MAX_REPORTED_NOTE = 4000;

  private final String customerId;
  private final Recipient recipient;
  private final List<OrderItem> items;

  @Field(targetType = FieldType.DECIMAL128)
  private final BigDecimal total;

  private final Instant placedAt;

  /** That of the last entry of {@link #history}; a field of its own to be found by. */
  private OrderStatusType status;

  /** Sorted by {@link StatusChange#HISTORY_ORDER}, one entry per source and sequence. */
  private List<StatusChange> history;

  /** For Spring Data, and for {@link #placed}. */
  private Order(
      String id,
      String customerId,
      Recipient recipient,
      List<OrderItem> items,
      BigDecimal total,
      Instant placedAt,
      OrderStatusType status,
      List<StatusChange> history) {
    super(id);
    this.customerId = requireNonNull(customerId, "customerId");
    this.recipient = requireNonNull(recipient, "recipient");
    this.items = List.copyOf(items);
    this.total = total;
    this.placedAt = requireNonNull(placedAt, "placedAt");
    this.status = status;
    this.history = new ArrayList<>(history);
  }

  /**
   * A new order, which waits for a decision.
   *
   * @throws IllegalArgumentException if it has no lines or too many, or one without a price or with
   *     an impossible quantity
   */
  static Order placed(
      String guid, String customerId, Recipient recipient, List<OrderItem> items, Instant now) {
    return new Order(
        guid,
        customerId,
        recipient,
        items,
        total(items),
        now,
        OrderStatusType.CREATED,
        List.of(StatusChange.own(1, OrderStatusType.CREATED, now, null)));
  }

  /** An order whose life was lived elsewhere: its history is taken over, and nothing is told. */
  static Order imported(
      String guid,
      String customerId,
      Recipient recipient,
      List<OrderItem> items,
      List<OrderStatusEvent> life) {
    Order order =
        placed(guid, customerId, recipient, items, Instant.ofEpochMilli(life.get(0).timestamp()));
    for (OrderStatusEvent station : life.subList(1, life.size())) {
      order.become(
          station.orderStatusType(), Instant.ofEpochMilli(station.timestamp()), station.note());
    }
    return order;
  }

  /** Approves the order and has it fulfilled. */
  void approve(Instant now, @Nullable String note) {
    decide(OrderStatusType.APPROVED, now, note);
    registerEvent(newestEvent(nextVersion()));
  }

  void reject(Instant now, @Nullable String note) {
    decide(OrderStatusType.REJECTED, now, note);
  }

  /** Cancels an undecided order; an approved one is cancelled at fulfillment. */
  void cancel(Instant now, @Nullable String note) {
    decide(OrderStatusType.CANCELLED, now, note);
  }

  /** Why fulfillment can't have reported this; empty if it can. */
  Optional<String> objectionTo(StatusChange reported) {
    Optional<StatusChange> known = history.stream().filter(reported::hasKeyOf).findFirst();
    if (known.isPresent()) {
      return reported.eventId() != null && reported.eventId().equals(known.get().eventId())
          ? Optional.empty()
          : Optional.of("another event told this sequence before");
    }
    if (history.size() >= MAX_HISTORY) {
      return Optional.of("the order has %d changes of status already".formatted(MAX_HISTORY));
    }
    if (reported.note() != null && reported.note().length() > MAX_REPORTED_NOTE) {
      return Optional.of("the note is longer than %d characters".formatted(MAX_REPORTED_NOTE));
    }
    return Optional.empty();
  }

  /**
   * Takes what fulfillment reports into the history; whether it is legal is fulfillment's business.
   *
   * @return whether anything changed; a repeated report changes nothing
   * @throws IllegalArgumentException if there is an {@linkplain #objectionTo objection}
   */
  boolean record(StatusChange reported) {
    objectionTo(reported)
        .ifPresent(
            objection -> {
              throw new IllegalArgumentException(objection);
            });
    if (history.stream().anyMatch(reported::hasKeyOf)) {
      return false;
    }
    add(reported);
    return true;
  }

  private void decide(OrderStatusType next, Instant now, @Nullable String note) {
    if (!isUndecided()) {
      throw new IllegalStatusChange(this, next);
    }
    become(next, now, note);
  }

  private void become(OrderStatusType next, Instant now, @Nullable String note) {
    if (!status.canBecome(next)) {
      throw new IllegalStatusChange(this, next);
    }
    add(StatusChange.own(lastOwn().sequence() + 1, next, now, note));
  }

  private void add(StatusChange change) {
    history.add(change);
    history.sort(StatusChange.HISTORY_ORDER);
    status = history.get(history.size() - 1).status();
  }

  /** The request to fulfill, which is all that an order ever tells. */
  @Override
  public FulfillmentRequestEvent newestEvent(long sequence) {
    List<OrderStatusEvent> decisions =
        history.stream().filter(entry -> !entry.isReported()).map(StatusChange::toEvent).toList();
    return new FulfillmentRequestEvent(
        customerId,
        sequence,
        lastOwn().at().toEpochMilli(),
        recipient.name(),
        recipient.contact(),
        recipient.address(),
        new RequestedOrder(id(), decisions, items));
  }

  /** Whether this service may still decide on it. */
  public boolean isUndecided() {
    return status == OrderStatusType.CREATED;
  }

  /** Whether fulfillment was asked to fulfill it, and so decides on it. */
  public boolean isWithFulfillment() {
    return lastOwn().status() == OrderStatusType.APPROVED;
  }

  private StatusChange lastOwn() {
    return history.stream()
        .filter(entry -> !entry.isReported())
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private static BigDecimal total(List<OrderItem> items) {
    if (items.isEmpty() || items.size() > MAX_LINES) {
      throw new IllegalArgumentException("an order has 1 to %d lines".formatted(MAX_LINES));
    }
    return items.stream().map(Order::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal amount(OrderItem item) {
    BigDecimal price = item.product().price();
    if (price == null || price.signum() < 0) {
      throw new IllegalArgumentException("a line has a price, not below zero");
    }
    if (item.quantity() > MAX_QUANTITY) {
      throw new IllegalArgumentException("a line has 1 to %d pieces".formatted(MAX_QUANTITY));
    }
    return price.multiply(BigDecimal.valueOf(item.quantity()));
  }

  public String customerId() {
    return customerId;
  }

  public Recipient recipient() {
    return recipient;
  }

  public List<OrderItem> items() {
    return items;
  }

  public BigDecimal total() {
    return total;
  }

  public Instant placedAt() {
    return placedAt;
  }

  public OrderStatusType status() {
    return status;
  }

  public List<StatusChange> history() {
    return Collections.unmodifiableList(history);
  }
}
