package com.storefront.messaging.outbox;

import static com.storefront.messaging.outbox.TopicReader.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.local.servers.LocalServers;
import com.storefront.messaging.MessagingApplication;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.MongoTransactionManager;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** All outboxes are looked at when the relay begins, and not again: it has to be told. */
@SpringBootTest(properties = "storefront.outbox.rescan=1h")
class OutboxRelayTests {

  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;
  @Autowired MongoDatabaseFactory databases;
  @Autowired OutboxRelays relays;

  private final String id = UUID.randomUUID().toString();
  private final TopicReader topic = new TopicReader(Parcel.TOPIC);

  @AfterEach
  void close() {
    topic.close();
    if (!relays.isRunning()) {
      relays.start();
    }
  }

  @Test
  void publishesUnderCloudEventsHeadersAndTheAggregatesKey() {
    store.insert(Parcel.posted(id, "Oslo"));

    ConsumerRecord<String, String> event =
        await().until(() -> published(), list -> list.size() == 1).get(0);
    assertThat(event.value())
        .isEqualTo("{\"id\":\"%s\",\"sequence\":1,\"place\":\"Oslo\"}".formatted(id));
    assertThat(header(event, "ce_specversion")).isEqualTo("1.0");
    assertThat(header(event, "ce_type")).isEqualTo("ParcelMoved");
    assertThat(header(event, "ce_source")).isEqualTo("/parcels");
    assertThat(header(event, "ce_subject")).isEqualTo(id);
    assertThat(header(event, "ce_sequence")).isEqualTo("1");
    assertThat(header(event, "ce_id")).hasSize(36);
    assertThat(header(event, "ce_time")).endsWith("Z");
    assertThat(header(event, "content-type")).isEqualTo("application/json");
    assertThat(event.headers()).noneMatch(each -> each.key().startsWith("__"));
  }

  @Test
  void publishesOneAggregatesEventsInOrder() {
    Parcel parcel = store.insert(Parcel.posted(id, "place 1"));
    for (int i = 2; i <= 50; i++) {
      store.update(parcel.moveTo("place " + i));
    }

    await().until(() -> published().size() == 50);
    assertThat(published())
        .extracting(event -> Integer.parseInt(header(event, "ce_sequence")))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  /** A server that crashes may forget a removal, which waits for no journal. */
  @Test
  void removesAgainWhatTheServerForgotThatItRemoved() {
    var parcels = mongo.getCollection(mongo.getCollectionName(Parcel.class));
    var isOurs = new Document("_id", id);
    var isEmptied = new Document("_id", id).append("outbox.0", new Document("$exists", false));
    relays.stop();
    Parcel parcel = store.insert(Parcel.posted(id, "Oslo"));
    Object pending = parcels.find(isOurs).first().get("outbox");
    relays.start();
    await().until(() -> parcels.countDocuments(isEmptied) == 1);

    parcels.updateOne(isOurs, new Document("$set", new Document("outbox", pending)));
    store.update(parcel.moveTo("Bergen"));

    await().until(() -> parcels.countDocuments(isEmptied) == 1);
    assertThat(published()).hasSize(2);
  }

  @Test
  void emptiesTheOutboxAndLeavesTheVersion() {
    store.insert(Parcel.posted(id, "Oslo"));

    await().until(() -> outbox().isEmpty());
    assertThat(mongo.findById(id, Parcel.class).version()).isEqualTo(1);
    assertThat(published()).hasSize(1);
  }

  @Test
  void publishesATombstoneWithItsSequence() {
    Parcel parcel = store.insert(Parcel.posted(id, "Oslo"));
    store.update(parcel.lose());

    await().until(() -> published().size() == 2);
    ConsumerRecord<String, String> tombstone = published().get(1);
    assertThat(tombstone.value()).isNull();
    assertThat(header(tombstone, "ce_sequence")).isEqualTo("2");
  }

  @Test
  void publishesWhatWasWrittenWhileNobodyRelayed() {
    relays.stop();
    Parcel parcel = store.insert(Parcel.posted(id, "Oslo"));
    store.update(parcel.moveTo("Bergen"));

    relays.start();

    await().until(() -> published().size() == 2);
    await().until(() -> outbox().isEmpty());
  }

  /** A2, A3: what was written while Kafka was away arrives when it is back. */
  @Test
  void acceptsWritesWhileKafkaIsAwayAndPublishesThemAfterwards() {
    store.insert(Parcel.posted(UUID.randomUUID().toString(), "before"));
    LocalServers.kafka().stop();
    Parcel parcel;
    try {
      parcel = store.insert(Parcel.posted(id, "Oslo"));
      store.update(parcel.moveTo("Bergen"));
      store.update(parcel.moveTo("Narvik"));
      assertThat(outbox()).hasSize(3);
    } finally {
      LocalServers.kafka().restart();
    }

    await().atMost(Duration.ofSeconds(60)).until(() -> outbox().isEmpty());
    assertThat(published())
        .extracting(event -> header(event, "ce_sequence"))
        .containsSubsequence("1", "2", "3")
        .last()
        .isEqualTo("3");
  }

  @Test
  void holdsBackOnlyTheAggregateWhoseEventCanNeverBePublished() {
    relays.stop();
    store.insert(Parcel.posted(id, "Oslo"));
    mongo
        .getCollection("parcels")
        .updateOne(Filters.eq("_id", id), Updates.set("outbox.0.payload", "x".repeat(2_000_000)));
    String other = UUID.randomUUID().toString();
    store.insert(Parcel.posted(other, "Bergen"));

    relays.start();

    await().until(() -> topic.of(other).size() == 1);
    await().until(() -> outbox().get(0).containsKey("parked"));
    assertThat(published()).isEmpty();
  }

  @Test
  void publishesAtOnceWhatAnInstanceThatDoesNotRelayWrites() {
    try (var other = anInstanceThatDoesNotRelay()) {
      Parcel parcel = other.getBean(AggregateStore.class).insert(Parcel.posted(id, "Oslo"));
      await().atMost(Duration.ofSeconds(4)).until(() -> published().size() == 1);

      other.getBean(AggregateStore.class).update(parcel.moveTo("Bergen"));
      await().atMost(Duration.ofSeconds(4)).until(() -> published().size() == 2);
    }
  }

  private ConfigurableApplicationContext anInstanceThatDoesNotRelay() {
    return new SpringApplicationBuilder(MessagingApplication.class)
        .properties(
            "storefront.outbox.relay-enabled=false",
            "spring.mongodb.uri=" + LocalServers.mongodbUri("messaging"),
            "spring.kafka.bootstrap-servers=" + LocalServers.kafkaBootstrapServers())
        .run();
  }

  /** Whoever has the lease now must hear of it. */
  @Test
  void passesOnWhatWasWrittenHereWhileAnotherRelays() {
    var leases = mongo.getCollection("relay.leases");
    Date later = Date.from(Instant.now().plusSeconds(60));
    leases.updateOne(
        Filters.eq("_id", "parcels"),
        Updates.combine(Updates.set("holder", "another"), Updates.set("until", later)));
    var isPassedOn = Filters.eq("ids", id);

    store.insert(Parcel.posted(id, "Oslo"));

    try {
      await()
          .until(
              () ->
                  mongo.getCollection("relay.wakeups.parcels").countDocuments(isPassedOn) == 1
                      || !published().isEmpty());
    } finally {
      leases.updateOne(Filters.eq("_id", "parcels"), Updates.set("until", new Date(0)));
    }
    await().until(() -> published().size() == 1);
  }

  /** Else what was deleted would be the last that a compacted topic keeps of it. */
  @Test
  void sendsNoInsertionAfterTheNewerEventThatReplacedIt() {
    var settings = new Binder(List.of()).bindOrCreate("storefront.outbox", OutboxSettings.class);
    var changes =
        new ChangeFactory(
            mongo.getConverter(), JsonMapper.shared(), Clock.systemUTC(), () -> null, settings);
    var untold = new AggregateStore(mongo, changes, settings);
    WakeUps wakeUps = store.wakeUps(Meter.class);
    publish(new Meter(UUID.randomUUID().toString()).read(1)); // By a reign that goes on.
    long begun = System.nanoTime();
    Meter meter = untold.insert(new Meter(id).read(1));
    OutboxEntry insertion =
        OutboxEntry.of(mongo.getCollection("meters").find(Filters.eq("_id", id)).first()).get(0);
    untold.update(meter.remove());

    try (var meters = new TopicReader("meters.read")) {
      wakeUps.changed(List.of(id));
      await().until(() -> meters.of(id).size() == 1);
      wakeUps.inserted(id, insertion, begun);
      publish(new Meter(UUID.randomUUID().toString()).read(1));

      assertThat(meters.of(id)).extracting(ConsumerRecord::value).containsOnlyNulls();
    }
  }

  private void publish(Meter meter) {
    store.insert(meter);
    try (var meters = new TopicReader("meters.read")) {
      await().until(() -> meters.of(meter.id()).size() == 1);
    }
  }

  @Test
  void publishesWhatATransactionWroteOnceItIsCommitted() {
    new TransactionTemplate(new MongoTransactionManager(databases))
        .executeWithoutResult(transaction -> store.insert(Parcel.posted(id, "Oslo")));

    await().until(() -> published().size() == 1);
  }

  @Test
  void publishesNothingOfATransactionThatIsGivenUp() {
    new TransactionTemplate(new MongoTransactionManager(databases))
        .executeWithoutResult(
            transaction -> {
              store.insert(Parcel.posted(id, "Oslo"));
              transaction.setRollbackOnly();
            });
    String next = UUID.randomUUID().toString();

    store.insert(Parcel.posted(next, "Bergen"));

    await().until(() -> topic.of(next).size() == 1);
    assertThat(published()).isEmpty();
  }

  private List<ConsumerRecord<String, String>> published() {
    return topic.of(id);
  }

  private List<Document> outbox() {
    return mongo
        .getCollection("parcels")
        .find(Filters.eq("_id", id))
        .first()
        .getList("outbox", Document.class);
  }
}
