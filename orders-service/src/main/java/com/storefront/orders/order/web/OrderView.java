package com.storefront.orders.order.web;

import com.storefront.events.order.OrderItem;
import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Shipment;
import com.storefront.orders.order.Order;
import com.storefront.orders.order.Recipient;
import com.storefront.orders.order.StatusChange;
import com.storefront.orders.zone.ShippingEstimate;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.hateoas.server.core.Relation;

/** An order. */
@Schema(name = "Order")
@Relation(itemRelation = "order", collectionRelation = "orders")
record OrderView(
    @Schema(example = "402e00cf-a12a-4e6a-89f2-7c467b2b1189") String guid,
    @Schema(example = "6b01064db29f8f4e06d5b478") String customerId,
    @Schema(example = "CREATED") OrderStatusType status,
    @Schema(description = "Grows by one with each change; also the entity tag.", example = "1")
        long version,
    @Schema(example = "2026-11-21T10:15:30.123Z") Instant placedAt,
    @Schema(description = "With the decimals of the currency.", example = "7.96") BigDecimal total,
    @Schema(description = "ISO 4217 code; an order has one currency.", example = "USD")
        String currency,
    @Schema(
            description =
                "When the order is cancelled if it is not decided before; null once it is decided.",
            example = "2026-11-24T10:15:30.123Z")
        @Nullable Instant expiresAt,
    @Schema(description = "Null after the erasure of personal data.") @Nullable Recipient recipient,
    @Schema(
            description =
                "When personal data was erased, because the customer was deleted; null before it.",
            example = "2026-12-24T10:15:30.123Z")
        @Nullable Instant erasedAt,
    @Schema(description = "As expected when the order was placed; null if that was unknown.")
        @Nullable ShippingEstimate shipping,
    @Schema(description = "Null before the shipment.") @Nullable Shipment shipment,
    List<OrderStatusEvent> orderStatusEvents,
    List<OrderItem> orderItems) {

  /** The columns of an export. */
  static final List<String> COLUMNS =
      List.of(
          "guid",
          "customerId",
          "status",
          "version",
          "placedAt",
          "total",
          "currency",
          "items",
          "recipient.name.firstName",
          "recipient.name.lastName",
          "recipient.contact.email",
          "recipient.address.postalCode",
          "recipient.address.city",
          "recipient.address.country",
          "shipment.carrier",
          "shipment.trackingNumber",
          "erasedAt");

  /** The values of the {@linkplain #COLUMNS columns}. */
  List<@Nullable Object> values() {
    Optional<Recipient> to = Optional.ofNullable(recipient);
    Optional<Shipment> shipped = Optional.ofNullable(shipment);
    return Arrays.<@Nullable Object>asList(
        guid,
        customerId,
        status,
        version,
        placedAt,
        total,
        currency,
        orderItems.size(),
        to.map(it -> it.name().firstName()).orElse(null),
        to.map(it -> it.name().lastName()).orElse(null),
        to.map(it -> it.contact().email()).orElse(null),
        to.map(it -> it.address().postalCode()).orElse(null),
        to.map(it -> it.address().city()).orElse(null),
        to.map(it -> it.address().country()).orElse(null),
        shipped.map(Shipment::carrier).orElse(null),
        shipped.map(Shipment::trackingNumber).orElse(null),
        erasedAt);
  }

  static OrderView of(Order order) {
    Order.Erasure erasure = order.erasure();
    return new OrderView(
        order.id(),
        order.customerId(),
        order.status(),
        order.version(),
        order.placedAt(),
        order.lines().total(),
        order.lines().currency().getCurrencyCode(),
        order.expiresAt().orElse(null),
        order.recipient(),
        erasure == null ? null : erasure.at(),
        order.shipping(),
        order.shipment(),
        order.history().stream().map(StatusChange::toEvent).toList(),
        order.lines().items());
  }
}
