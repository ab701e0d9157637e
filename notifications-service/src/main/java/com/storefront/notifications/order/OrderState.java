package com.storefront.notifications.order;

import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.events.order.OrderItem;
import com.storefront.events.order.OrderStatusChangeEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Product;
import com.storefront.events.order.Shipment;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.notifications.stream.Applied;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an order. The request and the status come from two services, and each has a
 * sequence of its own.
 */
record OrderState(@Nullable Request request, @Nullable Status status) {

  static final OrderState UNKNOWN = new OrderState(null, null);

  /**
   * What was ordered.
   *
   * @param customerId null if only the erasure of the order is known
   * @param title null after the erasure of personal data
   */
  record Request(
      long sequence,
      String eventId,
      Instant at,
      @Nullable String customerId,
      @Nullable String title,
      int others,
      @Nullable BigDecimal total,
      @Nullable String currency)
      implements Applied {}

  /**
   * @param type null after the erasure of personal data
   */
  record Status(
      long sequence,
      String eventId,
      Instant at,
      @Nullable OrderStatusType type,
      @Nullable Shipment shipment)
      implements Applied {

    /** Without the tracking number, which is personal data. */
    Status erased() {
      return new Status(sequence, eventId, at, type, null);
    }
  }

  OrderState with(ReceivedEvent<FulfillmentRequestEvent> event) {
    FulfillmentRequestEvent requested = event.content();
    if (requested == null) {
      String customer = request == null ? null : request.customerId;
      return new OrderState(
          new Request(
              event.sequence(), event.eventId(), event.time(), customer, null, 0, null, null),
          status == null ? null : status.erased());
    }
    List<OrderItem> items = requested.order().orderItems();
    String currency = currency(items);
    return new OrderState(
        new Request(
            event.sequence(),
            event.eventId(),
            Instant.ofEpochMilli(requested.timestamp()),
            requested.customerId(),
            items.get(0).product().title(),
            items.size() - 1,
            currency == null ? null : total(items),
            currency),
        status);
  }

  OrderState withStatus(ReceivedEvent<OrderStatusChangeEvent> event) {
    OrderStatusChangeEvent change = event.content();
    OrderStatusType last = status == null ? null : status.type;
    Status changed =
        change == null
            ? new Status(event.sequence(), event.eventId(), event.time(), last, null)
            : new Status(
                event.sequence(),
                event.eventId(),
                Instant.ofEpochMilli(change.orderStatusEvent().timestamp()),
                change.orderStatusEvent().orderStatusType(),
                change.shipment());
    boolean isErased = request != null && request.title == null;
    return new OrderState(request, isErased ? changed.erased() : changed);
  }

  /** The currency of all prices; null if a price is missing, or there are several currencies. */
  private static @Nullable String currency(List<OrderItem> items) {
    List<String> currencies =
        items.stream()
            .map(OrderItem::product)
            .map(
                it ->
                    it.price() == null
                        ? ""
                        : Objects.requireNonNullElse(it.currency(), Product.DEFAULT_CURRENCY))
            .distinct()
            .toList();
    return currencies.size() == 1 && !currencies.get(0).isEmpty() ? currencies.get(0) : null;
  }

  private static BigDecimal total(List<OrderItem> items) {
    return items.stream()
        .map(
            it ->
                Objects.requireNonNull(it.product().price())
                    .multiply(BigDecimal.valueOf(it.quantity())))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  OrderStatusType statusType() {
    return status == null || status.type == null ? OrderStatusType.APPROVED : status.type;
  }

  /** Whether the order is on its way to the customer. */
  boolean isOpen() {
    return request != null
        && request.title != null
        && switch (statusType()) {
          case APPROVED, PROCESSING, ON_HOLD, SHIPPED, IN_TRANSIT -> true;
          case CREATED, REJECTED, CANCELLED, RECEIVED, RETURNED, LOST, RETURNED_TO_SENDER -> false;
        };
  }

  /** When the newest change was made. */
  Instant at() {
    if (status != null) {
      return status.at;
    }
    return request == null ? Instant.EPOCH : request.at;
  }

  /** The order as mails describe it; null as long as its customer is unknown. */
  @Nullable OrderLine line(String guid) {
    if (request == null || request.customerId == null) {
      return null;
    }
    return new OrderLine(
        guid,
        request.customerId,
        statusType(),
        at(),
        isOpen(),
        request.title,
        request.others,
        request.total,
        request.currency,
        status == null ? null : status.shipment);
  }
}
