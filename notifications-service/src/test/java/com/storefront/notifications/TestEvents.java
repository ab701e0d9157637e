package com.storefront.notifications;

import static com.storefront.events.OrderStatusType.APPROVED;

import com.storefront.events.Address;
import com.storefront.events.AddressType;
import com.storefront.events.Contact;
import com.storefront.events.CustomerChangeEvent;
import com.storefront.events.FulfillmentRequestEvent;
import com.storefront.events.Name;
import com.storefront.events.OrderItem;
import com.storefront.events.OrderStatusChangeEvent;
import com.storefront.events.OrderStatusEvent;
import com.storefront.events.OrderStatusType;
import com.storefront.events.Preferences;
import com.storefront.events.Product;
import com.storefront.events.RequestedOrder;
import com.storefront.events.Shipment;
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
