package com.storefront.orders.customer;

import static com.storefront.orders.customer.TestCustomers.email;
import static com.storefront.orders.customer.TestCustomers.state;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.events.Topics;
import com.storefront.events.customer.Address;
import com.storefront.events.customer.AddressType;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.CustomerChangeEvent;
import com.storefront.events.customer.Name;
import com.storefront.test.KafkaTestClient;
import com.storefront.test.RealServers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

@RealServers
class CustomerListenerTests {

  @Autowired Customers customers;
  @Autowired MongoOperations mongo;

  final String id = UUID.randomUUID().toString();

  @Test
  void keepsTheNewestStateInWhateverOrderEventsArrive() {
    for (long sequence : new long[] {2, 1, 5, 3, 5, 4}) {
      publish(sequence);
    }
    awaitApplied();

    assertThat(customers.findById(id).orElseThrow().contact().email()).isEqualTo(email(5));
  }

  @Test
  void deletesACustomerForGood() {
    publish(1);
    await().until(() -> customers.existsById(id));

    KafkaTestClient.send(
        Topics.CUSTOMER_CHANGE, id, 3, "deletion", CustomerChangeEvent.class, null);
    await().until(() -> !customers.existsById(id));
    publish(2);
    awaitApplied();

    assertThat(customers.existsById(id)).isFalse();
  }

  /** What {@code republish} of accounts does: the same event again, under its id and sequence. */
  @Test
  void repairsADamagedCopyWhenTheSameEventIsPublishedAgain() {
    publish(1);
    await().until(() -> customers.existsById(id));
    mongo
        .getCollection("customers")
        .updateOne(Filters.eq("_id", id), Updates.set("contact.email", "damaged@example.com"));

    publish(1);

    await()
        .untilAsserted(
            () ->
                assertThat(customers.findById(id).orElseThrow().contact().email())
                    .isEqualTo(email(1)));
  }

  @Test
  void copiesACustomerOfAnotherCountryWithAOneWordName() {
    var event =
        new CustomerChangeEvent(
            id,
            1,
            new Name("Ms.", "Nirmala", null, "", null),
            new Contact("+85221234567", null, "nirmala@bücher.example"),
            List.of(
                new Address(
                    AddressType.SHIPPING, "Home", "1 Road", null, "Hong Kong", "", "", "HK")),
            null);

    KafkaTestClient.publish(Topics.CUSTOMER_CHANGE, id, 1, event);
    awaitApplied();

    Customer copy = customers.findById(id).orElseThrow();
    assertThat(copy)
        .isEqualTo(new Customer(id, event.name(), event.contact(), event.addresses(), 1));
  }

  @Test
  void sendsACustomerWithAnImpossibleCountryToTheDeadLetters() {
    String event =
        JsonMapper.shared()
            .writeValueAsString(state(id, 1, AddressType.SHIPPING))
            .replace("\"country\":\"US\"", "\"country\":\"usa\"");

    KafkaTestClient.send(
        Topics.CUSTOMER_CHANGE, id, 1, "first", CustomerChangeEvent.class, event.getBytes(UTF_8));
    awaitApplied();

    assertThat(customers.existsById(id)).isFalse();
    assertThat(KafkaTestClient.records(Topics.CUSTOMER_CHANGE + "-dlt", id))
        .singleElement()
        .satisfies(
            letter ->
                assertThat(KafkaTestClient.header(letter, "dlt_cause"))
                    .contains(" /addresses/0/country: "));
  }

  private void publish(long sequence) {
    KafkaTestClient.publish(
        Topics.CUSTOMER_CHANGE, id, sequence, state(id, sequence, AddressType.SHIPPING));
  }

  private static void awaitApplied() {
    KafkaTestClient.awaitApplied("orders", Topics.CUSTOMER_CHANGE);
  }
}
