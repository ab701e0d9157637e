package com.storefront.messaging.outbox;

import static com.storefront.messaging.outbox.TopicReader.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.Parcel;
import com.storefront.servers.LocalServers;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.MongoTransactionManager;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest
@ExtendWith(OutputCaptureExtension.class)
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

  /** A server that crashes may lose the removal. */
  @Test
  void publishesAndRemovesAgainAfterALostRemoval() {
    var isThisParcel = Filters.eq("_id", id);
    Parcel parcel = store.insert(Parcel.posted(id, "Oslo"));
    await().until(() -> published().size() == 1);
    relays.stop();
    store.update(parcel.moveTo("Bergen"));
    Object pending = parcels().find(isThisParcel).first().get("outbox");
    relays.start();
    await().until(() -> outbox().isEmpty());

    parcels().updateOne(isThisParcel, Updates.set("outbox", pending));
    store.update(parcel.moveTo("Narvik"));

    await().until(() -> outbox().isEmpty());
    assertThat(published())
        .extracting(event -> header(event, "ce_sequence"))
        .containsExactly("1", "2", "2", "3");
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
  void publishesAtStartWhatIsPending() {
    relays.stop();
    Parcel parcel = store.insert(Parcel.posted(id, "Oslo"));
    store.update(parcel.moveTo("Bergen"));

    relays.start();

    await().until(() -> published().size() == 2);
    await().until(() -> outbox().isEmpty());
  }

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
    Parcel parcel = store.insert(Parcel.posted(id, "Oslo"));
    store.update(parcel.moveTo("Bergen"));
    store.update(parcel.moveTo("Narvik"));
    change(Updates.set("outbox.1.payload", "x".repeat(2_000_000)));
    String other = insertAnother();

    relays.start();

    await().until(() -> topic.of(other).size() == 1);
    await().until(() -> outbox().get(0).containsKey("parked"));
    assertThat(outbox()).hasSize(2);
    assertThat(published()).singleElement().extracting(this::sequence).isEqualTo("1");
  }

  @ParameterizedTest
  @MethodSource("changesThatMakeAnOutboxUnreadable")
  void holdsBackOnlyTheDocumentWhoseOutboxCannotBeRead(Bson change, CapturedOutput log) {
    relays.stop();
    store.insert(Parcel.posted(id, "Oslo"));
    change(change);
    Document before = document();
    String other = insertAnother();

    relays.start();

    await().until(() -> topic.of(other).size() == 1);
    await().until(() -> log.getOut().contains(id));
    await().until(() -> parcels().find(isUnpublishable()).first() != null);
    assertThat(published()).isEmpty();
    assertThat(document().get("outbox").toString()).contains(entries(before));
  }

  static Stream<Bson> changesThatMakeAnOutboxUnreadable() {
    return Stream.of(
        Updates.set("outbox.0.sequence", "one"),
        Updates.unset("outbox.0.id"),
        Updates.set("outbox.0.at", "yesterday"),
        Updates.set("outbox.0.payload", new Document("place", "Oslo")),
        Updates.push("outbox", "no entry"),
        Updates.set("outbox", new Document("at", new Date())));
  }

  private Bson isUnpublishable() {
    return Filters.and(Filters.eq("_id", id), PendingOutboxes.IS_UNPUBLISHABLE);
  }

  private static String entries(Document document) {
    Object outbox = document.get("outbox");
    return outbox instanceof List<?> entries ? entries.get(0).toString() : outbox.toString();
  }

  @Test
  void readsASequenceOfAnyNumericType() {
    relays.stop();
    store.insert(Parcel.posted(id, "Oslo"));
    change(Updates.set("outbox.0.sequence", 1));

    relays.start();

    await().until(() -> published().size() == 1);
    assertThat(sequence(published().get(0))).isEqualTo("1");
  }

  private String insertAnother() {
    String other = UUID.randomUUID().toString();
    store.insert(Parcel.posted(other, "Bergen"));
    return other;
  }

  private void change(Bson update) {
    parcels().updateOne(Filters.eq("_id", id), update);
  }

  @Test
  void publishesTheEventsOfATransactionAfterItsCommit() {
    new TransactionTemplate(new MongoTransactionManager(databases))
        .executeWithoutResult(transaction -> store.insert(Parcel.posted(id, "Oslo")));

    await().until(() -> published().size() == 1);
  }

  @Test
  void publishesNothingOfATransactionThatIsRolledBack() {
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

  private String sequence(ConsumerRecord<String, String> event) {
    return header(event, "ce_sequence");
  }

  private List<Document> outbox() {
    return document().getList("outbox", Document.class);
  }

  private Document document() {
    return parcels().find(Filters.eq("_id", id)).first();
  }

  private MongoCollection<Document> parcels() {
    return mongo.getCollection("parcels");
  }
}
