package com.storefront.orders.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.events.customer.Address;
import com.storefront.events.customer.AddressType;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.Name;
import com.storefront.events.order.OrderItem;
import com.storefront.events.order.OrderStatusChangeEvent;
import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Product;
import com.storefront.events.order.Shipment;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.orders.customer.NoShippingAddress;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Orders in any status, reached by behaviour. */
public final class TestOrders {

  public static final Instant NOW = Instant.parse("2025-11-21T10:15:30.123Z");
  public static final String CUSTOMER_ID = "6b01064db29f8f4e06d5b478";
  public static final Name NAME = new Name("Ms.", "Mary", null, "Smith", null);
  public static final Contact CONTACT =
      new Contact("456-789-0001", "456-222-1111", "marysmith@yougotmail.com");
  public static final Address SHIPPING = address(AddressType.SHIPPING, "Home Sweet Home");
  public static final List<OrderItem> ITEMS =
      List.of(item("Blue", "1.99", 4), item("White", "15.99", 1));

  public static final OrderLines LINES = OrderLines.of(ITEMS);

  /** Who places and cancels orders. */
  public static final String CUSTOMER = "mary";

  /** Who approves and rejects orders. */
  public static final String STAFF = "alice";

  /** Who changes orders at fulfillment. */
  public static final String WAREHOUSE = "bob";

  public static final Shipment SHIPMENT = new Shipment("UPS", "1Z9999W99999999999");

  private TestOrders() {}

  public static Address address(AddressType type, String description) {
    return new Address(
        type, description, "1234 Main Street", null, "Anywhere", "NY", "45455", "US");
  }

  public static OrderItem item(String colour, String price, int quantity) {
    return item(colour, price, "USD", quantity);
  }

  public static OrderItem item(
      String colour, String price, @Nullable String currency, int quantity) {
    String guid = UUID.nameUUIDFromBytes(colour.getBytes(UTF_8)).toString();
    String title = colour + " Widget";
    return new OrderItem(
        new Product(guid, title, "Fine " + title, new BigDecimal(price), currency), quantity);
  }

  public static Order placed() {
    return placed(CUSTOMER_ID, NOW);
  }

  public static Order placed(String customerId, Instant at) {
    return placed(customerId, LINES, at);
  }

  /** An order of one line. */
  public static Order placed(OrderItem item) {
    return placed(CUSTOMER_ID, OrderLines.of(List.of(item)), NOW);
  }

  private static Order placed(String customerId, OrderLines lines, Instant at) {
    return Order.placed(
        UUID.randomUUID().toString(),
        customerId,
        new Recipient(NAME, CONTACT, SHIPPING),
        lines,
        at,
        CUSTOMER);
  }

  public static Recipient recipient(String email) {
    return new Recipient(NAME, new Contact("456-789-0001", null, email), SHIPPING);
  }

  public static Order approved() {
    Order order = placed();
    order.approve(NOW.plusSeconds(1), STAFF, null);
    return order;
  }

  /** An order in this status, reached by decisions and reports. */
  public static Order in(OrderStatusType status) {
    Order order =
        switch (status) {
          case CREATED, REJECTED, CANCELLED -> placed();
          default -> approved();
        };
    switch (status) {
      case CREATED, APPROVED -> {}
      case REJECTED -> order.reject(NOW.plusSeconds(1), STAFF, null);
      case CANCELLED -> order.cancel(NOW.plusSeconds(1), CUSTOMER, null);
      case PROCESSING, ON_HOLD, SHIPPED, IN_TRANSIT, LOST, RETURNED_TO_SENDER, RECEIVED, RETURNED ->
          order.record(report(2, status));
    }
    return order;
  }

  /** Placed and shipped, with its shipment. */
  public static Order shipped() {
    Order order = placed();
    order.record(report(3, OrderStatusType.SHIPPED));
    return order;
  }

  public static IllegalStatusChange refusal(Order order, OrderStatusType to) {
    return new IllegalStatusChange(order, to);
  }

  public static NoShippingAddress noShippingAddress() {
    return new NoShippingAddress(CUSTOMER_ID);
  }

  /** A change that fulfillment reports; equal for an equal sequence. */
  public static StatusChange report(long sequence, OrderStatusType status) {
    return StatusChange.reported(received("event-" + sequence, event("guid", sequence, status)));
  }

  static ReceivedEvent<OrderStatusChangeEvent> received(
      String eventId, OrderStatusChangeEvent report) {
    String position = "reports~0~" + report.sequence();
    return new ReceivedEvent<>(report.guid(), report.sequence(), eventId, NOW, position, report);
  }

  /** A report of fulfillment; with a shipment from sequence 3 on. */
  public static OrderStatusChangeEvent event(String guid, long sequence, OrderStatusType status) {
    return new OrderStatusChangeEvent(
        guid,
        sequence,
        new OrderStatusEvent(
            NOW.plusSeconds(60 * sequence).toEpochMilli(), status, null, WAREHOUSE),
        sequence < 3 ? null : SHIPMENT);
  }
}
