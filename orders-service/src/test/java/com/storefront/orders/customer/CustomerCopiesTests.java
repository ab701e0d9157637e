package com.storefront.orders.customer;

import static com.storefront.orders.customer.TestCustomers.batch;
import static com.storefront.orders.customer.TestCustomers.changed;
import static com.storefront.orders.customer.TestCustomers.deleted;
import static com.storefront.orders.customer.TestCustomers.email;
import static com.storefront.orders.customer.TestCustomers.position;
import static com.storefront.orders.customer.TestCustomers.state;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.events.customer.Address;
import com.storefront.events.customer.AddressType;
import com.storefront.events.customer.CustomerChangeEvent;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.EventHandler.AppliedEvent;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.test.RealServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

@RealServers
class CustomerCopiesTests {

  @Autowired CustomerCopies copies;
  @Autowired Customers customers;
  @Autowired MongoOperations mongo;
  @Autowired MongoDatabaseFactory database;
  @Autowired MongoConverter converter;

  /** Accounts uses ids of this form. */
  final String id = new ObjectId().toHexString();

  @BeforeEach
  void deleteAll() {
    mongo.remove(new Query(), Customer.class);
  }

  @Test
  void savesAPublishedCustomer() {
    CustomerChangeEvent event = state(id, 1, AddressType.BILLING, AddressType.SHIPPING);

    copies.apply(batch(changed(event)));

    assertThat(customers.findById(id))
        .contains(new Customer(id, event.name(), event.contact(), event.addresses(), 1));
    assertThat(customers.existsById(id)).isTrue();
  }

  @Test
  void storesThePositionOfTheNewestEvent() {
    copies.apply(batch(changed(id, 3), changed(id, 2)));

    assertThat(copies.applied(id))
        .contains(new AppliedEvent(3, changed(id, 3).eventId(), position(3)));
    assertThat(copies.applied("unknown")).isEmpty();
  }

  /** An earlier version stored none. */
  @Test
  void storesThePositionWhenAnEventIsRepeated() {
    copies.apply(batch(changed(id, 1)));
    mongo.getCollection("customers").updateOne(Filters.eq("_id", id), Updates.unset("position"));
    assertThat(copies.applied(id).orElseThrow().position()).isNull();

    copies.apply(batch(changed(id, 1)));

    assertThat(copies.applied(id).orElseThrow().position()).isEqualTo(position(1));
  }

  @Test
  void pagesCustomersById() {
    copies.apply(batch(changed("c", 1), changed("a", 1), deleted("b", 2), changed("d", 1)));

    assertThat(customers.findPage(PageRequest.of(0, 2, Customers.BY_ID)))
        .extracting(Customer::id)
        .containsExactly("a", "c");
    assertThat(customers.findPage(PageRequest.of(0, 2, Customers.BY_ID)).getTotalElements())
        .isEqualTo(3);
  }

  @Test
  void streamsTheCustomersWithOneOfTheseEmailAddresses() {
    copies.apply(batch(changed("c", 1), changed("a", 2), deleted("b", 2), changed("d", 1)));
    String email = customers.findById("c").orElseThrow().contact().email();

    try (var found = customers.streamByEmail(Set.of(email, "none@example.com"))) {
      assertThat(found).extracting(Customer::id).containsExactly("c", "d");
    }
  }

  @Test
  void shipsToTheAlternateAddressOnlyWithoutAShippingAddress() {
    copies.apply(
        batch(
            changed(state("none", 1, AddressType.BILLING)),
            changed(state("other", 1, AddressType.BILLING, AddressType.SHIPPING_ALTERNATE)),
            changed(state("both", 1, AddressType.SHIPPING_ALTERNATE, AddressType.SHIPPING))));

    assertThat(shippingOf("none")).isNull();
    assertThat(shippingOf("other")).isEqualTo(AddressType.SHIPPING_ALTERNATE);
    assertThat(shippingOf("both")).isEqualTo(AddressType.SHIPPING);
  }

  @Test
  void ignoresOlderEvents() {
    copies.apply(batch(changed(id, 3)));

    EventBatch<CustomerChangeEvent> late = batch(changed(id, 1), changed(id, 2), changed(id, 3));
    copies.apply(late);

    assertThat(emailOf(id)).isEqualTo(email(3));
    assertThat(late.rejected()).isEmpty();
  }

  /** The remedy of verify for a copy with a version that its source has not published. */
  @Test
  void appliesARepublishedEventAfterTheCopyWasDropped() {
    copies.apply(batch(changed(id, (1L << 53) - 1)));
    copies.apply(batch(changed(id, 4)));
    assertThat(emailOf(id)).isNotEqualTo(email(4));

    mongo.remove(Query.query(Criteria.where("_id").is(id)), Customer.class);
    copies.apply(batch(changed(id, 4)));
    copies.apply(batch(changed(id, 5)));

    assertThat(emailOf(id)).isEqualTo(email(5));
  }

  @Test
  void appliesTheNewestEventOfABatch() {
    copies.apply(batch(changed(id, 2), changed(id, 5), changed(id, 4)));

    assertThat(emailOf(id)).isEqualTo(email(5));
  }

  @Test
  void removesPersonalDataOfADeletedCustomer() {
    copies.apply(batch(changed(id, 1)));

    copies.apply(batch(deleted(id, 2)));

    assertThat(customers.findById(id)).isEmpty();
    assertThat(customers.existsById(id)).isFalse();
    assertThat(stored(id))
        .containsOnlyKeys("_id", "sequence", "eventId", "position", "deletedAt")
        .containsEntry("sequence", 2L);
  }

  @Test
  void doesNotRestoreADeletedCustomerFromALateEvent() {
    copies.apply(batch(deleted(id, 2)));

    copies.apply(batch(changed(id, 1)));

    assertThat(customers.findById(id)).isEmpty();
    assertThat(stored(id)).containsOnlyKeys("_id", "sequence", "eventId", "position", "deletedAt");
  }

  @Test
  void repairsADamagedCopyWhenItsEventIsRepeated() {
    copies.apply(batch(changed(id, 2)));
    Document intact = stored(id);
    mongo
        .getCollection("customers")
        .updateOne(
            Filters.eq("_id", id),
            Updates.combine(
                Updates.set("contact.email", "damaged@example.com"),
                Updates.unset("addresses"),
                Updates.set("deletedAt", Instant.now())));

    EventBatch<CustomerChangeEvent> repeated = batch(changed(id, 1), changed(id, 2));
    copies.apply(repeated);

    assertThat(stored(id)).isEqualTo(intact);
    assertThat(repeated.rejected()).isEmpty();
  }

  @Test
  void writesNothingWhenAnEventIsRepeatedOnAnIntactCopy() {
    copies.apply(batch(changed(id, 1)));
    copies.apply(batch(changed(id, 2)));

    copies.apply(batch(changed(id, 2)));

    assertThat(
            database
                .getMongoDatabase("local")
                .getCollection("oplog.rs")
                .countDocuments(Filters.or(Filters.eq("o._id", id), Filters.eq("o2._id", id))))
        .isEqualTo(2);
  }

  @Test
  void repairsADeletionWhenItsEventIsRepeated() {
    copies.apply(batch(changed(id, 1), deleted(id, 2)));
    mongo.getCollection("customers").updateOne(Filters.eq("_id", id), Updates.unset("deletedAt"));

    copies.apply(batch(deleted(id, 2)));

    assertThat(customers.existsById(id)).isFalse();
  }

  @Test
  void convergesInAnyOrderOfArrival() {
    List<ReceivedEvent<CustomerChangeEvent>> history =
        List.of(changed(id, 1), changed(id, 2), changed(id, 3), deleted(id, 4));

    for (int attempt = 0; attempt < 24; attempt++) {
      mongo.remove(new Query(), Customer.class);
      List<ReceivedEvent<CustomerChangeEvent>> arrival = new ArrayList<>(history);
      Collections.shuffle(arrival, new Random(attempt));

      arrival.forEach(event -> copies.apply(batch(event)));

      assertThat(stored(id)).containsEntry("sequence", 4L).containsKey("deletedAt");
      assertThat(stored(id)).doesNotContainKeys("name", "contact", "addresses");
    }
  }

  @Test
  void rejectsAnotherEventOfTheSameSequence() {
    copies.apply(batch(changed(id, 2)));

    EventBatch<CustomerChangeEvent> later = batch(contradiction(id, 2), changed(id, 3));
    copies.apply(later);
    EventBatch<CustomerChangeEvent> together = batch(changed("new", 2), contradiction("new", 2));
    copies.apply(together);

    assertThat(later.rejected()).containsExactly(contradiction(id, 2));
    assertThat(together.rejected()).containsExactly(contradiction("new", 2));
    assertThat(emailOf(id)).isEqualTo(email(3));
  }

  /** A duplicate key shows that another instance inserted first, not that its state is newer. */
  @Test
  void keepsTheNewestOfTwoConcurrentInserts() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 30; round++) {
        List<String> ids =
            IntStream.range(0, 20).mapToObj(i -> UUID.randomUUID().toString()).toList();
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<?>> writers = new ArrayList<>();
        for (long sequence : List.of(1L, 2L)) {
          EventBatch<CustomerChangeEvent> batch =
              new EventBatch<>(ids.stream().map(each -> changed(each, sequence)).toList());
          writers.add(
              threads.submit(
                  () -> {
                    start.await();
                    copies.apply(batch);
                    return null;
                  }));
        }
        for (Future<?> writer : writers) {
          writer.get();
        }

        assertThat(ids).allSatisfy(each -> assertThat(emailOf(each)).isEqualTo(email(2)));
      }
    } finally {
      threads.shutdown();
    }
  }

  /** The copies are hidden from the first read, so that every write meets a duplicate key. */
  @Test
  void comparesSequencesAfterADuplicateKey() {
    copies.apply(batch(changed("older", 1), changed("newer", 9), changed("contradicted", 5)));
    CustomerCopies blind = new CustomerCopies(new BlindTemplate(database, converter));

    EventBatch<CustomerChangeEvent> batch =
        batch(
            changed("older", 5),
            changed("newer", 5),
            changed("new", 5),
            contradiction("contradicted", 5));
    blind.apply(batch);

    assertThat(emailOf("older")).isEqualTo(email(5));
    assertThat(emailOf("newer")).isEqualTo(email(9));
    assertThat(emailOf("new")).isEqualTo(email(5));
    assertThat(batch.rejected()).containsExactly(contradiction("contradicted", 5));
  }

  private static ReceivedEvent<CustomerChangeEvent> contradiction(String id, long sequence) {
    return new ReceivedEvent<>(
        id,
        sequence,
        "another event",
        Instant.EPOCH,
        "customers~1~1",
        state(id, sequence, AddressType.SHIPPING));
  }

  private AddressType shippingOf(String id) {
    return customers.findById(id).orElseThrow().shippingAddress().map(Address::type).orElse(null);
  }

  private String emailOf(String id) {
    return customers.findById(id).orElseThrow().contact().email();
  }

  private Document stored(String id) {
    return mongo.getCollection("customers").find(Filters.eq("_id", id)).first();
  }

  /** Finds nothing the first time. */
  private static class BlindTemplate extends MongoTemplate {

    private boolean hasRead;

    BlindTemplate(MongoDatabaseFactory database, MongoConverter converter) {
      super(database, converter);
    }

    @Override
    public <T> List<T> find(Query query, Class<T> type, String collection) {
      if (hasRead) {
        return super.find(query, type, collection);
      }
      hasRead = true;
      return List.of();
    }
  }
}
