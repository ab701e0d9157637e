package com.storefront.notifications;

import static com.storefront.events.order.OrderStatusType.APPROVED;

import com.storefront.events.customer.Address;
import com.storefront.events.customer.AddressType;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.CustomerChangeEvent;
import com.storefront.events.customer.Name;
import com.storefront.events.customer.Preferences;
import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.events.order.OrderItem;
import com.storefront.events.order.OrderStatusChangeEvent;
import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Product;
import com.storefront.events.order.RequestedOrder;
import com.storefront.events.order.Shipment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Events as other services publish them. */
public final class TestEvents {

  private TestEvents() {}

  public static CustomerChangeEvent customer(
      String id, long sequence, String email, Preferences preferences) {
    return new CustomerChangeEvent(
        id,
        sequence,
        new Name("Ms.", "Mary", null, "Smith", null),
        new Contact("+14567890001", null, email),
        List.of(address()),
        preferences);
  }

  private static Address address() {
    return new Address(
        AddressType.SHIPPING, "Home", "1234 Main Street", null, "Anywhere", "NY", "45455", "US");
  }

  public static FulfillmentRequestEvent request(String guid, String customer, Instant at) {
    return new FulfillmentRequestEvent(
        customer,
        2,
        at.toEpochMilli(),
        new Name("Ms.", "Mary", null, "Smith", null),
        new Contact("+14567890001", null, "mary@shop.example"),
        address(),
        new RequestedOrder(
            guid,
            List.of(new OrderStatusEvent(at.toEpochMilli(), APPROVED, null, null)),
            List.of(item("Lamp of " + guid, 2), item("Bulb", 1))));
  }

  private static OrderItem item(String title, int quantity) {
    return new OrderItem(new Product("p", title, null, new BigDecimal("3.50"), "EUR"), quantity);
  }

  public static OrderStatusChangeEvent status(
      String guid, long sequence, OrderStatusType status, Instant at) {
    return new OrderStatusChangeEvent(
        guid,
        sequence,
        new OrderStatusEvent(at.toEpochMilli(), status, null, null),
        new Shipment("UPS", "1Z-" + guid));
  }
}
