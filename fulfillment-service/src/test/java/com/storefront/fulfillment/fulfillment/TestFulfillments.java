package com.storefront.fulfillment.fulfillment;

import static com.storefront.messaging.outbox.Saving.saved;

import com.storefront.events.Address;
import com.storefront.events.AddressType;
import com.storefront.events.Contact;
import com.storefront.events.FulfillmentRequestEvent;
import com.storefront.events.Name;
import com.storefront.events.OrderItem;
import com.storefront.events.OrderStatusEvent;
import com.storefront.events.OrderStatusType;
import com.storefront.events.Product;
import com.storefront.events.RequestedOrder;
import com.storefront.messaging.follower.Fact;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Fulfillments at every station of their life, reached as in real life. */
public final class TestFulfillments {

  public static final Instant CREATED_AT = Instant.parse("2026-11-20T10:00:00Z");
  public static final Instant APPROVED_AT = CREATED_AT.plusSeconds(60);
  public static final Instant NOW = APPROVED_AT.plusSeconds(3600);
  public static final String ORDER = "402e00cf-a12a-4e6a-89f2-7c467b2b1189";

  private TestFulfillments() {}

  public static FulfillmentRequestEvent request(String order) {
    return request(
        order,
        List.of(
            new OrderStatusEvent(CREATED_AT.toEpochMilli(), OrderStatusType.CREATED, null),
            new OrderStatusEvent(APPROVED_AT.toEpochMilli(), OrderStatusType.APPROVED, null)));
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
            "12345-6789"),
        new RequestedOrder(
            order,
            history,
            List.of(
                new OrderItem(
                    new Product(
                        "b5efd4a0-4eb9-4ad0-bc9e-2f5542cbe897",
                        "Blue Widget",
                        "Brilliant Blue Widget",
                        new BigDecimal("1.99")),
                    4))));
  }

  static Fact<FulfillmentRequestEvent> fact(String eventId, FulfillmentRequestEvent event) {
    return new Fact<>(event.order().guid(), event.sequence(), eventId, APPROVED_AT, event);
  }

  /** A request that nobody saved yet. */
  static Fulfillment requested(String order) {
    return Fulfillment.requestedBy(fact("request of " + order, request(order)));
  }

  public static Fulfillment approved() {
    return saved(requested(ORDER));
  }

  public static Fulfillment processing() {
    return after(approved(), it -> it.process(NOW, null));
  }

  public static Fulfillment onHold() {
    return after(processing(), it -> it.hold(NOW, "Items out of stock"));
  }

  public static Fulfillment shipped() {
    return after(processing(), it -> it.ship(ShippingMethod.UPS, NOW, null));
  }

  static Fulfillment inTransit() {
    return after(shipped(), it -> it.putInTransit(NOW, null));
  }

  public static Fulfillment received() {
    return after(inTransit(), it -> it.receive(NOW, null));
  }

  static Fulfillment returned() {
    return after(received(), it -> it.takeBack(NOW, "Items damaged during shipping"));
  }

  static Fulfillment cancelled() {
    return after(onHold(), it -> it.cancel(NOW, "Ordered alternative items"));
  }

  public static Fulfillment in(OrderStatusType status) {
    return switch (status) {
      case APPROVED -> approved();
      case PROCESSING -> processing();
      case ON_HOLD -> onHold();
      case SHIPPED -> shipped();
      case IN_TRANSIT -> inTransit();
      case RECEIVED -> received();
      case RETURNED -> returned();
      case CANCELLED -> cancelled();
      // No order comes here with these; should one be stored all the same, the rules hold for it.
      case CREATED, REJECTED -> storedAs(status);
    };
  }

  public static FulfillmentNotFound notFound(String order) {
    return new FulfillmentNotFound(order);
  }

  public static IllegalStatusChange illegalHold() {
    return new IllegalStatusChange(ORDER, OrderStatusType.APPROVED, OrderStatusType.ON_HOLD);
  }

  public static HistoryFull historyFull() {
    return new HistoryFull(ORDER, Fulfillment.MAX_HISTORY);
  }

  private static Fulfillment storedAs(OrderStatusType status) {
    Fulfillment approved = approved();
    return saved(
        new Fulfillment(
            approved.id(),
            approved.customerId(),
            approved.requestedAt(),
            approved.recipient(),
            approved.items(),
            approved.requestEventId(),
            approved.requestSequence(),
            List.of(new StatusChange(1, status, CREATED_AT, null)),
            status));
  }

  private static Fulfillment after(Fulfillment fulfillment, Consumer<Fulfillment> change) {
    change.accept(fulfillment);
    return saved(fulfillment);
  }
}
