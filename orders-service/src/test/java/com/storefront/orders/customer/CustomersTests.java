package com.storefront.orders.customer;

import static com.storefront.orders.customer.TestCustomers.deleted;
import static com.storefront.orders.customer.TestCustomers.email;
import static com.storefront.orders.customer.TestCustomers.facts;
import static com.storefront.orders.customer.TestCustomers.state;
import static com.storefront.orders.customer.TestCustomers.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.events.AddressType;
import com.storefront.events.CustomerChangeEvent;
import com.storefront.messaging.follower.Fact;
import com.storefront.messaging.follower.Facts;
import com.storefront.orders.RealServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import org.springframework.data.mongodb.core.query.Query;

@RealServers
class CustomersTests {

  @Autowired Customers customers;
  @Autowired MongoOperations mongo;
  @Autowired MongoDatabaseFactory database;
  @Autowired MongoConverter converter;

  final String id = UUID.randomUUID().toString();

  @BeforeEach
  void knowNobody() {
    mongo.remove(new Query(), Customer.class);
  }

  @Test
  void findsWhatAccountsTold() {
    customers.keep(facts(told(state(id, 1, AddressType.BILLING, AddressType.SHIPPING))));

    CustomerChangeEvent told = state(id, 1, AddressType.BILLING, AddressType.SHIPPING);
    assertThat(customers.find(id))
        .contains(new Customer(id, told.name(), told.contact(), told.addresses(), 1));
    assertThat(customers.contains(id)).isTrue();
  }

  @Test
  void shipsToTheAlternateAddressOnlyWithoutAShippingAddress() {
    customers.keep(
        facts(
            told(state("none", 1, AddressType.BILLING)),
            told(state("other", 1, AddressType.BILLING, AddressType.SHIPPING_ALTERNATE)),
            told(state("both", 1, AddressType.SHIPPING_ALTERNATE, AddressType.SHIPPING))));

    assertThat(shippingOf("none")).isNull();
    assertThat(shippingOf("other")).isEqualTo(AddressType.SHIPPING_ALTERNATE);
    assertThat(shippingOf("both")).isEqualTo(AddressType.SHIPPING);
  }

  @Test
  @Tag("B5")
  @Tag("A5")
  void keepsTheNewestWhateverComesLater() {
    customers.keep(facts(told(id, 3)));

    Facts<CustomerChangeEvent> late = facts(told(id, 1), told(id, 2), told(id, 3));
    customers.keep(late);

    assertThat(emailOf(id)).isEqualTo(email(3));
    assertThat(late.rejected()).isEmpty();
  }

  @Test
  void foldsABatchToTheNewest() {
    customers.keep(facts(told(id, 2), told(id, 5), told(id, 4)));

    assertThat(emailOf(id)).isEqualTo(email(5));
  }

  @Test
  @Tag("A6")
  void forgetsTheDeleted() {
    customers.keep(facts(told(id, 1)));

    customers.keep(facts(deleted(id, 2)));

    assertThat(customers.find(id)).isEmpty();
    assertThat(customers.contains(id)).isFalse();
    assertThat(stored(id))
        .containsOnlyKeys("_id", "sequence", "eventId", "deletedAt")
        .containsEntry("sequence", 2L);
  }

  @Test
  void aLateStateDoesNotBringBackTheDeleted() {
    customers.keep(facts(deleted(id, 2)));

    customers.keep(facts(told(id, 1)));

    assertThat(customers.find(id)).isEmpty();
    assertThat(stored(id)).containsOnlyKeys("_id", "sequence", "eventId", "deletedAt");
  }

  @Test
  void convergesInAnyOrderOfArrival() {
    List<Fact<CustomerChangeEvent>> life =
        List.of(told(id, 1), told(id, 2), told(id, 3), deleted(id, 4));

    for (int attempt = 0; attempt < 24; attempt++) {
      mongo.remove(new Query(), Customer.class);
      List<Fact<CustomerChangeEvent>> arrival = new ArrayList<>(life);
      Collections.shuffle(arrival, new Random(attempt));

      arrival.forEach(fact -> customers.keep(facts(fact)));

      assertThat(stored(id)).containsEntry("sequence", 4L).containsKey("deletedAt");
      assertThat(stored(id)).doesNotContainKeys("name", "contact", "addresses");
    }
  }

  @Test
  void rejectsAnotherEventOfTheSameSequence() {
    Fact<CustomerChangeEvent> rival =
        new Fact<>(id, 2, "another event", Instant.now(), state(id, 2, AddressType.SHIPPING));
    customers.keep(facts(told(id, 2)));

    Facts<CustomerChangeEvent> later = facts(rival, told(id, 3));
    customers.keep(later);
    Facts<CustomerChangeEvent> together = facts(told("new", 2), rivalOf("new"));
    customers.keep(together);

    assertThat(later.rejected()).containsExactly(rival);
    assertThat(together.rejected()).containsExactly(rivalOf("new"));
    assertThat(emailOf(id)).isEqualTo(email(3));
  }

  /** A duplicate key says that somebody inserted first, not that their state is newer. */
  @Test
  void insertsRacingForACustomerEndAtTheNewest() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 30; round++) {
        List<String> ids =
            IntStream.range(0, 20).mapToObj(i -> UUID.randomUUID().toString()).toList();
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<?>> racers = new ArrayList<>();
        for (long sequence : List.of(1L, 2L)) {
          Facts<CustomerChangeEvent> batch =
              new Facts<>(ids.stream().map(each -> told(each, sequence)).toList());
          racers.add(
              threads.submit(
                  () -> {
                    start.await();
                    customers.keep(batch);
                    return null;
                  }));
        }
        for (Future<?> racer : racers) {
          racer.get();
        }

        assertThat(ids).allSatisfy(each -> assertThat(emailOf(each)).isEqualTo(email(2)));
      }
    } finally {
      threads.shutdown();
    }
  }

  /** Makes the race certain: what is kept is not seen before the write. */
  @Test
  void judgesEachDuplicateKeyByItself() {
    customers.keep(facts(told("older", 1), told("newer", 9), told("rival", 5)));
    Customers blind = new Customers(new BlindTemplate(database, converter));

    Facts<CustomerChangeEvent> batch =
        facts(told("older", 5), told("newer", 5), told("fresh", 5), rivalOf("rival", 5));
    blind.keep(batch);

    assertThat(emailOf("older")).isEqualTo(email(5));
    assertThat(emailOf("newer")).isEqualTo(email(9));
    assertThat(emailOf("fresh")).isEqualTo(email(5));
    assertThat(batch.rejected()).containsExactly(rivalOf("rival", 5));
  }

  private static Fact<CustomerChangeEvent> rivalOf(String id) {
    return rivalOf(id, 2);
  }

  private static Fact<CustomerChangeEvent> rivalOf(String id, long sequence) {
    return new Fact<>(
        id, sequence, "another event", Instant.EPOCH, state(id, sequence, AddressType.SHIPPING));
  }

  private AddressType shippingOf(String id) {
    return customers
        .find(id)
        .orElseThrow()
        .shippingAddress()
        .map(address -> address.type())
        .orElse(null);
  }

  private String emailOf(String id) {
    return customers.find(id).orElseThrow().contact().email();
  }

  private Document stored(String id) {
    return mongo.findById(id, Document.class, "customers");
  }

  /** Finds nothing the first time. */
  private static class BlindTemplate extends MongoTemplate {

    private boolean looked;

    BlindTemplate(MongoDatabaseFactory database, MongoConverter converter) {
      super(database, converter);
    }

    @Override
    public <T> List<T> find(Query query, Class<T> type, String collection) {
      if (looked) {
        return super.find(query, type, collection);
      }
      looked = true;
      return List.of();
    }
  }
}
