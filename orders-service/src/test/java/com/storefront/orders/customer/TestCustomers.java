package com.storefront.orders.customer;

import com.storefront.events.Address;
import com.storefront.events.AddressType;
import com.storefront.events.Contact;
import com.storefront.events.CustomerChangeEvent;
import com.storefront.events.Name;
import com.storefront.messaging.follower.Fact;
import com.storefront.messaging.follower.Facts;
import java.time.Instant;
import java.util.List;

/** Customers as accounts tells of them. */
public final class TestCustomers {

  private static final Instant NOW = Instant.parse("2025-11-21T10:15:30.123Z");

  private TestCustomers() {}

  /** Each version has another e-mail address. */
  public static CustomerChangeEvent state(String id, long sequence, AddressType... addresses) {
    return new CustomerChangeEvent(
        id,
        sequence,
        new Name("Ms.", "Mary", null, "Smith", null),
        new Contact("456-789-0001", null, email(sequence)),
        List.of(addresses).stream().map(TestCustomers::address).toList());
  }

  public static String email(long sequence) {
    return "mary" + sequence + "@yougotmail.com";
  }

  public static Address address(AddressType type) {
    return new Address(
        type, "Home of " + type, "1234 Main Street", null, "Anywhere", "NY", "45455");
  }

  public static Fact<CustomerChangeEvent> told(String id, long sequence) {
    return told(state(id, sequence, AddressType.BILLING, AddressType.SHIPPING));
  }

  public static Fact<CustomerChangeEvent> told(CustomerChangeEvent event) {
    return new Fact<>(
        event.id(), event.sequence(), eventId(event.id(), event.sequence()), NOW, event);
  }

  public static Fact<CustomerChangeEvent> deleted(String id, long sequence) {
    return new Fact<>(id, sequence, eventId(id, sequence), NOW, null);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  public static Facts<CustomerChangeEvent> facts(Fact<CustomerChangeEvent>... facts) {
    return new Facts<>(List.of(facts));
  }

  /** Makes a customer known the way accounts does. */
  public static void know(Customers customers, CustomerChangeEvent... events) {
    customers.keep(new Facts<>(List.of(events).stream().map(TestCustomers::told).toList()));
  }

  /** Makes a customer deleted the way accounts does. */
  public static void forget(Customers customers, String id, long sequence) {
    customers.keep(facts(deleted(id, sequence)));
  }

  private static String eventId(String id, long sequence) {
    return "event-" + id + "-" + sequence;
  }
}
