package com.storefront.orders.customer;

import com.storefront.events.customer.Address;
import com.storefront.events.customer.AddressType;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.CustomerChangeEvent;
import com.storefront.events.customer.Name;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.test.KafkaTestClient;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.data.mongodb.core.MongoOperations;

/** Customer events as accounts publishes them. */
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
        Stream.of(addresses).map(TestCustomers::address).toList(),
        null);
  }

  public static String email(long sequence) {
    return "mary" + sequence + "@yougotmail.com";
  }

  public static Address address(AddressType type) {
    return new Address(
        type, "Home of " + type, "1234 Main Street", null, "Anywhere", "NY", "45455", "US");
  }

  static ReceivedEvent<CustomerChangeEvent> changed(String id, long sequence) {
    return changed(state(id, sequence, AddressType.BILLING, AddressType.SHIPPING));
  }

  static ReceivedEvent<CustomerChangeEvent> changed(CustomerChangeEvent event) {
    String eventId = KafkaTestClient.eventId(event.id(), event.sequence());
    return new ReceivedEvent<>(
        event.id(), event.sequence(), eventId, NOW, position(event.sequence()), event);
  }

  static ReceivedEvent<CustomerChangeEvent> deleted(String id, long sequence) {
    String eventId = KafkaTestClient.eventId(id, sequence);
    return new ReceivedEvent<>(id, sequence, eventId, NOW, position(sequence), null);
  }

  static String position(long sequence) {
    return "customers~0~" + sequence;
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  static EventBatch<CustomerChangeEvent> batch(ReceivedEvent<CustomerChangeEvent>... events) {
    return new EventBatch<>(List.of(events));
  }

  /** Saves copies of these customers, as the listener does. */
  public static void save(MongoOperations mongo, CustomerChangeEvent... events) {
    new CustomerCopies(mongo)
        .apply(new EventBatch<>(Stream.of(events).map(TestCustomers::changed).toList()));
  }

  /** Applies the deletion of a customer, as the listener does. */
  public static void delete(MongoOperations mongo, String id, long sequence) {
    new CustomerCopies(mongo).apply(batch(deleted(id, sequence)));
  }
}
