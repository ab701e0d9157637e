package com.storefront.orders.customer;

import static com.storefront.orders.customer.TestCustomers.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.doAnswer;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.events.AddressType;
import com.storefront.events.Topics;
import com.storefront.messaging.follower.TopicReplay;
import com.storefront.orders.OtherServices;
import com.storefront.orders.RealServers;
import com.storefront.orders.customer.Rebuild.State;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** In a database and a group of its own, since it looks at all copies. */
@RealServers
@TestPropertySource(
    properties = {"spring.mongodb.database=rebuild", "spring.application.name=rebuild"})
class CustomerRebuildTests {

  @Autowired Customers customers;
  @Autowired CustomerRebuild rebuild;
  @MockitoSpyBean TopicReplay topic;
  @Autowired MongoOperations mongo;

  final String id = UUID.randomUUID().toString();

  @BeforeEach
  void knowACustomer() {
    OtherServices.tell(state(id, 1, AddressType.SHIPPING));
    OtherServices.tell(state(id, 2, AddressType.SHIPPING));
    await().until(() -> copies().find(Filters.eq("_id", id)).first() != null);
    await().until(() -> sequence() == 2);
  }

  @Test
  void changesNothingWhereNothingIsWrong() {
    Rebuild done = rebuild(false);

    assertThat(done.state()).isEqualTo(State.SWITCHED);
    assertThat(done.comparison().presentDigest()).isEqualTo(done.comparison().rebuiltDigest());
    assertThat(done.comparison().present()).isEqualTo(done.comparison().rebuilt());
    assertThat(email()).isEqualTo(TestCustomers.email(2));
  }

  @Test
  void mendsWhatIsWrongAndMissing() {
    String other = UUID.randomUUID().toString();
    OtherServices.tell(state(other, 1, AddressType.SHIPPING));
    await().until(() -> customers.contains(other));
    copies().updateOne(Filters.eq("_id", id), Updates.set("contact.email", "wrong@example.com"));
    copies().deleteOne(Filters.eq("_id", other));

    Rebuild done = rebuild(false);

    assertThat(done.state()).isEqualTo(State.SWITCHED);
    assertThat(done.comparison().mended()).isEqualTo(1);
    assertThat(done.comparison().presentDigest()).isNotEqualTo(done.comparison().rebuiltDigest());
    assertThat(email()).isEqualTo(TestCustomers.email(2));
    assertThat(customers.contains(other)).isTrue();
  }

  @Test
  void keepsDeletionsThatAreTold() {
    OtherServices.tellDeleted(id, 3);
    await().until(() -> sequence() == 3);

    assertThat(rebuild(false).state()).isEqualTo(State.SWITCHED);

    assertThat(sequence()).isEqualTo(3);
    assertThat(customers.contains(id)).isFalse();
  }

  @Test
  void losesNothingThatIsKnownUnlessForced() {
    String untold = UUID.randomUUID().toString();
    copies().insertOne(copies().find(Filters.eq("_id", id)).first().append("_id", untold));
    copies().updateOne(Filters.eq("_id", id), Updates.set("sequence", 9L));

    Rebuild refused = rebuild(false);
    assertThat(refused.state()).isEqualTo(State.REFUSED);
    assertThat(refused.comparison().missing()).isEqualTo(1);
    assertThat(refused.comparison().outdated()).isEqualTo(1);
    assertThat(customers.contains(untold)).isTrue();

    assertThat(rebuild(true).state()).isEqualTo(State.SWITCHED);
    assertThat(customers.contains(untold)).isFalse();
    assertThat(sequence()).isEqualTo(2);
  }

  @Test
  void answersAndFollowsAllTheWhile() throws Exception {
    var done = new AtomicBoolean();
    var missed = new AtomicBoolean();
    var reader =
        CompletableFuture.runAsync(
            () -> {
              while (!done.get()) {
                if (!customers.contains(id)
                    || customers.find(id).isEmpty()
                    || customers.page(PageRequest.of(0, 100)).isEmpty()) {
                  missed.set(true);
                }
              }
            });
    var told =
        CompletableFuture.supplyAsync(
            () -> {
              long sequence = 2;
              while (!done.get()) {
                String next = id + "-" + ++sequence;
                OtherServices.tell(state(id, sequence, AddressType.SHIPPING));
                OtherServices.tell(state(next, 1, AddressType.SHIPPING));
                await().until(() -> customers.contains(next));
              }
              return sequence;
            });

    for (int i = 0; i < 10; i++) {
      assertThat(rebuild(false).state()).isEqualTo(State.SWITCHED);
    }
    done.set(true);

    reader.get();
    assertThat(missed).isFalse();
    long newest = told.get();
    await().until(() -> sequence() == newest);
    await()
        .until(() -> copies().countDocuments(Filters.regex("_id", "^" + id + "-")) == newest - 2);
  }

  /** The listener wrote to the old copies, they went, and the process died. */
  @Test
  void finishesInItsNextLifeWhatACrashCutOff() {
    Map<Integer, Long> reached = topic.ends(Topics.CUSTOMER_CHANGE);
    String late = UUID.randomUUID().toString();
    OtherServices.tell(state(late, 1, AddressType.SHIPPING));
    await().until(() -> customers.contains(late));
    String rebuilt = "customers.rebuilt.65f000000000000000000000";
    mongo.createCollection(rebuilt);
    rebuild.prepareSwitch(rebuilt, reached);
    rebuild.makeTheOneThatIsRead(rebuilt);
    assertThat(customers.contains(late)).isFalse();

    rebuild.finishWhatWasBegun();

    await().until(() -> customers.contains(late));
    await().until(() -> mongo.getCollection("customers.switches").countDocuments() == 0);
  }

  /** It must not take a restart to have what the listener wrote to the old copies last. */
  @Test
  void finishesWhenKafkaIsBackWhatItsAbsenceCutOff() {
    var isAway = new AtomicBoolean(true);
    doAnswer(
            call -> {
              boolean hasSwitched = mongo.getCollection("customers.switches").countDocuments() > 0;
              if (hasSwitched && isAway.getAndSet(false)) {
                throw new KafkaException("away");
              }
              return call.callRealMethod();
            })
        .when(topic)
        .ends(Topics.CUSTOMER_CHANGE);

    rebuild.begin(false);

    await().until(() -> rebuild.newest().state() == State.FAILED);
    await().until(() -> mongo.getCollection("customers.switches").countDocuments() == 0);
    assertThat(sequence()).isEqualTo(2);
  }

  private Rebuild rebuild(boolean force) {
    assertThat(rebuild.begin(force)).isPresent();
    assertThat(rebuild.begin(force)).as("another beside it").isEmpty();
    await().until(() -> rebuild.newest().state() != State.RUNNING);
    assertThat(rebuild.newest().failure()).isNull();
    return rebuild.newest();
  }

  private String email() {
    return customers.find(id).orElseThrow().contact().email();
  }

  private long sequence() {
    return copies().find(Filters.eq("_id", id)).first().getLong("sequence");
  }

  private MongoCollection<Document> copies() {
    return mongo.getCollection("customers");
  }
}
