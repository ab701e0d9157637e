package com.storefront.fulfillment.order;

import static com.storefront.test.SavedAggregates.saved;

import com.storefront.events.customer.Address;
import com.storefront.events.customer.AddressType;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.Name;
import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.events.order.OrderItem;
import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Product;
import com.storefront.events.order.RequestedOrder;
import com.storefront.events.order.Shipment;
import com.storefront.fulfillment.carrier.ShippingMethod;
import com.storefront.messaging.consumer.ReceivedEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fulfillments in every status, reached by their own transitions. */
public final class TestFulfillments {

  public static final Instant CREATED_AT = Instant.parse("2026-11-20T10:00:00Z");
  public static final Instant APPROVED_AT = CREATED_AT.plusSeconds(60);
  public static final Instant NOW = APPROVED_AT.plusSeconds(3600);
  public static final String ORDER = "402e00cf-a12a-4e6a-89f2-7c467b2b1189";

  /** Who makes every change after the request. */
  public static final String ACTOR = "bob";

  public static final Shipment SHIPMENT = new Shipment("UPS", "1Z9999W99999999999");

  private TestFulfillments() {}

  public static FulfillmentRequestEvent request(String order) {
    return request(
        order,
        List.of(
            new OrderStatusEvent(CREATED_AT.toEpochMilli(), OrderStatusType.CREATED, null, "john"),
            new OrderStatusEvent(
                APPROVED_AT.toEpochMilli(), OrderStatusType.APPROVED, null, "alice")));
  }

  static FulfillmentRequestEvent request(String order, List<OrderStatusEvent> history) {
    return new FulfillmentRequestEvent(
        "6b01064db29f8f4e06d5b478",
        2,
        APPROVED_AT.toEpochMilli(),
        new Name("Mr.", "John", "S.", "Doe", "Jr."),
        new Contact("555-666-7777", "555-444-9898", "john.doe@internet.com"),
        new Address(
            AddressType.SHIPPING,
            "My home address",
            "123 Oak Street",
            null,
            "Sunrise",
            "CA",
            "12345-6789",
            "US"),
        new RequestedOrder(
            order,
            history,
            List.of(
                new OrderItem(
                    new Product(
                        "b5efd4a0-4eb9-4ad0-bc9e-2f5542cbe897",
                        "Blue Widget",
                        "Brilliant Blue Widget",
                        new BigDecimal("1.99"),
                        "USD"),
                    4))));
  }

  static ReceivedEvent<FulfillmentRequestEvent> received(
      String eventId, FulfillmentRequestEvent event) {
    String position = "requests~0~" + event.sequence();
    return new ReceivedEvent<>(
        event.order().guid(), event.sequence(), eventId, APPROVED_AT, position, event);
  }

  /** A fulfillment that is not saved yet. */
  public static Fulfillment requested(String order) {
    return Fulfillment.requestedBy(received("request of " + order, request(order)));
  }

  public static Fulfillment approved() {
    return saved(requested(ORDER));
  }

  public static Fulfillment processing() {
    return after(approved(), Fulfillment::process);
  }

  public static Fulfillment shipped() {
    return after(processing(), TestFulfillments::ship);
  }

  static void ship(Fulfillment fulfillment, Instant now, String actor, @Nullable String note) {
    fulfillment.ship(ShippingMethod.UPS, SHIPMENT, now, actor, note);
  }

  public static Fulfillment in(OrderStatusType status) {
    return switch (status) {
      case APPROVED -> approved();
      case PROCESSING -> processing();
      case ON_HOLD -> after(processing(), Fulfillment::hold);
      case SHIPPED -> shipped();
      case IN_TRANSIT -> after(shipped(), Fulfillment::putInTransit);
      case RECEIVED -> after(in(OrderStatusType.IN_TRANSIT), Fulfillment::receive);
      case LOST -> after(in(OrderStatusType.IN_TRANSIT), Fulfillment::markLost);
      case RETURNED_TO_SENDER ->
          after(in(OrderStatusType.IN_TRANSIT), Fulfillment::markReturnedToSender);
      case RETURNED -> after(in(OrderStatusType.RECEIVED), Fulfillment::markReturned);
      case CANCELLED -> after(in(OrderStatusType.ON_HOLD), Fulfillment::cancel);
      // No transition leads to these; the state machine holds for stored ones all the same.
      case CREATED, REJECTED -> stored(status);
    };
  }

  public static HistoryLimitExceeded historyLimitExceeded() {
    return new HistoryLimitExceeded(ORDER, Fulfillment.MAX_HISTORY);
  }

  private static Fulfillment stored(OrderStatusType status) {
    Fulfillment approved = approved();
    return saved(
        new Fulfillment(
            approved.id(),
            approved.customerId(),
            approved.requestedAt(),
            approved.recipient(),
            approved.items(),
            approved.request().eventId(),
            2,
            List.of(new StatusChange(1, status, CREATED_AT, null, null)),
            status));
  }

  private static Fulfillment after(Fulfillment fulfillment, Transition transition) {
    transition.apply(fulfillment, NOW, ACTOR, null);
    return saved(fulfillment);
  }
}
