package com.storefront.orders.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.events.Address;
import com.storefront.events.AddressType;
import com.storefront.events.Contact;
import com.storefront.events.Name;
import com.storefront.events.OrderItem;
import com.storefront.events.OrderStatusEvent;
import com.storefront.events.OrderStatusType;
import com.storefront.events.Product;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Orders in any state, reached by behaviour. */
public final class TestOrders {

  public static final Instant NOW = Instant.parse("2025-11-21T10:15:30.123Z");
  public static final String CUSTOMER_ID = "6b01064db29f8f4e06d5b478";
  public static final Name NAME = new Name("Ms.", "Mary", null, "Smith", null);
  public static final Contact CONTACT =
      new Contact("456-789-0001", "456-222-1111", "marysmith@yougotmail.com");
  public static final Address SHIPPING = address(AddressType.SHIPPING, "Home Sweet Home");
  public static final List<OrderItem> ITEMS =
      List.of(item("Blue", "1.99", 4), item("White", "15.99", 1));

  private TestOrders() {}

  public static Address address(AddressType type, String description) {
    return new Address(type, description, "1234 Main Street", null, "Anywhere", "NY", "45455");
  }

  public static OrderItem item(String colour, String price, int quantity) {
    String guid = UUID.nameUUIDFromBytes(colour.getBytes(UTF_8)).toString();
    return new OrderItem(
        new Product(guid, colour + " Widget", "Fine " + colour + " Widget", new BigDecimal(price)),
        quantity);
  }

  public static Order placed() {
    return placed(CUSTOMER_ID, NOW);
  }

  public static Order placed(String customerId, Instant at) {
    return Order.placed(
        UUID.randomUUID().toString(),
        customerId,
        new Recipient(NAME, CONTACT, SHIPPING),
        ITEMS,
        at);
  }

  public static Order approved() {
    Order order = placed();
    order.approve(NOW.plusSeconds(1), null);
    return order;
  }

  /** An order that came to this status the way orders do. */
  public static Order in(OrderStatusType status) {
    Order order =
        switch (status) {
          case CREATED, REJECTED, CANCELLED -> placed();
          default -> approved();
        };
    switch (status) {
      case CREATED, APPROVED -> {}
      case REJECTED -> order.reject(NOW.plusSeconds(1), null);
      case CANCELLED -> order.cancel(NOW.plusSeconds(1), null);
      case PROCESSING, ON_HOLD, SHIPPED, IN_TRANSIT, RECEIVED, RETURNED ->
          order.record(report(2, status));
    }
    return order;
  }

  /** The refusal of deciding once more on an order in this status. */
  public static IllegalStatusChange refusal(Order order, OrderStatusType to) {
    return new IllegalStatusChange(order, to);
  }

  public static CustomerUnknown customerUnknown() {
    return new CustomerUnknown(CUSTOMER_ID);
  }

  public static NoShippingAddress noShippingAddress() {
    return new NoShippingAddress(CUSTOMER_ID);
  }

  /** What fulfillment reports as its change of this sequence, always by the same event. */
  public static StatusChange report(long sequence, OrderStatusType status) {
    return StatusChange.reported(
        sequence,
        new OrderStatusEvent(NOW.plusSeconds(60 * sequence).toEpochMilli(), status, null),
        "event-" + sequence);
  }
}
