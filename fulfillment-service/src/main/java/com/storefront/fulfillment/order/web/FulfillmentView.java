package com.storefront.fulfillment.order.web;

import com.storefront.events.customer.Address;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.Name;
import com.storefront.events.order.OrderItem;
import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Shipment;
import com.storefront.fulfillment.carrier.BookingStep;
import com.storefront.fulfillment.carrier.Recipient;
import com.storefront.fulfillment.carrier.ShippingMethod;
import com.storefront.fulfillment.order.Fulfillment;
import com.storefront.fulfillment.order.StatusChange;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.hateoas.server.core.Relation;

/**
 * A fulfillment as JSON.
 *
 * @param id the order's guid
 * @param timestamp when the order was approved, in milliseconds since 1970-01-01T00:00Z
 * @param shippingMethod null before shipment, and if the carrier is none of the shop's own methods
 * @param carrier null before shipment
 */
@Schema(name = "Fulfillment")
@Relation(itemRelation = "fulfillment", collectionRelation = "fulfillments")
record FulfillmentView(
    @Schema(example = "402e00cf-a12a-4e6a-89f2-7c467b2b1189") String id,
    @Schema(example = "1795229266893") long timestamp,
    @Schema(description = "Null after the erasure of personal data.") @Nullable Name name,
    @Schema(description = "Null after the erasure of personal data.") @Nullable Contact contact,
    @Schema(description = "Null after the erasure of personal data.") @Nullable Address address,
    OrderView order,
    @Nullable ShippingMethod shippingMethod,
    @Schema(example = "UPS") @Nullable String carrier,
    @Schema(example = "1Z9999W99999999999") @Nullable String trackingNumber,
    OrderStatusType status,
    @Schema(description = "Null unless a label is being booked.") @Nullable BookingView booking,
    @Schema(description = "What persons did with bookings, the oldest first.")
        List<BookingStep> bookingSteps,
    @Schema(
            description = "Since when the order is reported as on hold for too long; null if not.",
            example = "2026-11-23T10:15:30.123Z")
        @Nullable Instant heldTooLongSince,
    @Schema(
            description =
                "When personal data was erased, because the customer was deleted; null before it.",
            example = "2026-12-24T10:15:30.123Z")
        @Nullable Instant erasedAt,
    @Schema(example = "3") long version,
    @Schema(example = "6b01064db29f8f4e06d5b478") String customerId) {

  static FulfillmentView of(Fulfillment fulfillment) {
    Recipient recipient = fulfillment.recipient();
    Shipment shipment = fulfillment.shipment();
    return new FulfillmentView(
        fulfillment.id(),
        fulfillment.requestedAt().toEpochMilli(),
        recipient == null ? null : recipient.name(),
        recipient == null ? null : recipient.contact(),
        recipient == null ? null : recipient.address(),
        new OrderView(
            fulfillment.id(),
            fulfillment.history().stream().map(StatusChange::toEvent).toList(),
            fulfillment.items().stream().map(ItemView::of).toList()),
        fulfillment.shippingMethod(),
        shipment == null ? null : shipment.carrier(),
        shipment == null ? null : shipment.trackingNumber(),
        fulfillment.status(),
        BookingView.of(fulfillment.bookings().open()),
        fulfillment.bookings().steps(),
        fulfillment.holdReportedAt(),
        fulfillment.erasedAt(),
        fulfillment.version(),
        fulfillment.customerId());
  }

  /**
   * @param orderStatusEvents the oldest first
   */
  @Schema(name = "FulfillmentOrder")
  record OrderView(
      @Schema(example = "402e00cf-a12a-4e6a-89f2-7c467b2b1189") String guid,
      List<OrderStatusEvent> orderStatusEvents,
      List<ItemView> orderItems) {}

  @Schema(name = "FulfillmentItem")
  record ItemView(ProductView product, @Schema(example = "4") int quantity) {

    static ItemView of(OrderItem item) {
      return new ItemView(
          new ProductView(item.product().guid(), item.product().title()), item.quantity());
    }
  }

  @Schema(name = "FulfillmentProduct")
  record ProductView(
      @Schema(example = "b5efd4a0-4eb9-4ad0-bc9e-2f5542cbe897") String guid,
      @Schema(example = "Blue Widget") String title) {}
}
