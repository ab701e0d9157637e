package com.storefront.messaging.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.messaging.outbox.Meter;
import com.storefront.messaging.outbox.OutboxSettings;
import com.storefront.messaging.outbox.RelaySignal;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.mongodb.core.MongoOperations;

/** Without a relay, so that the outbox contains all events. */
@SpringBootTest(properties = "storefront.outbox.relay-enabled=false")
class AggregateStoreTests {

  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;
  @Autowired OutboxSettings settings;

  private final String id = UUID.randomUUID().toString();

  @Test
  void savesStateAndEventInOneDocument() {
    store.insert(Parcel.posted(id, "Oslo"));

    Document saved = document(id);
    assertThat(saved).containsEntry("place", "Oslo").containsEntry("version", 1L);
    assertThat(saved).doesNotContainKey("_class");
    assertThat(saved.getList("outbox", Document.class))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.getLong("sequence")).isEqualTo(1);
              assertThat(entry.getString("payload"))
                  .isEqualTo("{\"id\":\"%s\",\"sequence\":1,\"place\":\"Oslo\"}".formatted(id));
              assertThat(entry.getString("id")).isEqualTo(saved.getString("eventId"));
            });
  }

  @Test
  void incrementsTheVersionWithEachChange() {
    Parcel parcel = store.insert(Parcel.posted(id, "Oslo"));

    store.update(parcel.moveTo("Bergen"));
    store.update(parcel.weigh(3));
    store.update(parcel.moveTo("Narvik"));

    assertThat(parcel.version()).isEqualTo(4);
    assertThat(sequences(id)).containsExactly(1L, 2L, 4L);
    assertThat(document(id)).containsEntry("weight", 3).containsEntry("eventSequence", 4L);
  }

  @Test
  void refusesAChangeOfAnOldCopy() {
    store.insert(Parcel.posted(id, "Oslo"));
    Parcel early = read(id);
    Parcel late = read(id);
    store.update(early.moveTo("Bergen"));

    assertThatThrownBy(() -> store.update(late.moveTo("Narvik"))).isInstanceOf(StaleVersion.class);

    assertThat(read(id).place()).isEqualTo("Bergen");
    assertThat(sequences(id)).containsExactly(1L, 2L);
  }

  /** An old copy must not erase or restore entries. */
  @Test
  void appendsToTheOutboxAsItStandsOnTheServer() {
    store.insert(Parcel.posted(id, "Oslo"));
    Parcel readBeforeRemoval = read(id);
    mongo
        .getCollection("parcels")
        .updateOne(Filters.eq("_id", id), Updates.set("outbox", List.of()));

    store.update(readBeforeRemoval.moveTo("Bergen"));

    assertThat(sequences(id)).containsExactly(2L);
  }

  @Test
  void keepsTheOutboxWhenAChangeHasNoEvent() {
    Parcel parcel = store.insert(Parcel.posted(id, "Oslo"));

    store.update(parcel.weigh(7));

    assertThat(sequences(id)).containsExactly(1L);
    assertThat(document(id)).containsEntry("eventSequence", 1L);
  }

  @Test
  void publishesADeletionAsATombstone() {
    Parcel parcel = store.insert(Parcel.posted(id, "Oslo"));

    store.update(parcel.lose());

    Document tombstone = document(id).getList("outbox", Document.class).get(1);
    assertThat(tombstone).doesNotContainKey("payload").containsEntry("sequence", 2L);
  }

  @Test
  void refusesATakenId() {
    store.insert(Parcel.posted(id, "Oslo"));

    assertThatThrownBy(() -> store.insert(Parcel.posted(id, "Bergen")))
        .isInstanceOf(AggregateExists.class);
  }

  @Test
  void returnsTheExistingAggregateForARepeatedCreation() {
    var key = new IdempotencyKey("post", UUID.randomUUID().toString(), "digest");
    Parcel first = Parcel.posted(id, "Oslo");
    first.createdBy(key);
    assertThat(store.insert(first).isReplayed()).isFalse();

    Parcel second = Parcel.posted(UUID.randomUUID().toString(), "Oslo");
    second.createdBy(key);
    Parcel replayed = store.insert(second);
    assertThat(replayed.id()).isEqualTo(id);
    assertThat(replayed.isReplayed()).isTrue();

    assertThat(store.findCreatedBy(key, Parcel.class)).get().extracting(Parcel::id).isEqualTo(id);

    Parcel other = Parcel.posted(UUID.randomUUID().toString(), "Bergen");
    other.createdBy(new IdempotencyKey("post", key.key(), "another digest"));
    assertThatThrownBy(() -> store.insert(other)).isInstanceOf(IdempotencyKeyReused.class);
    assertThat(store.findCreatedBy(new IdempotencyKey("post", "unused", "digest"), Parcel.class))
        .isEmpty();
  }

  @Test
  void createsOneAggregateForConcurrentRequestsWithOneKey() throws Exception {
    var key = new IdempotencyKey("post", UUID.randomUUID().toString(), "digest");
    Callable<String> creation =
        () -> {
          Parcel parcel = Parcel.posted(UUID.randomUUID().toString(), "Oslo");
          parcel.createdBy(key);
          return store.insert(parcel).id();
        };
    var callers = Executors.newFixedThreadPool(8);
    try {
      var answers = callers.invokeAll(IntStream.range(0, 8).mapToObj(i -> creation).toList());

      String winner = answers.get(0).get();
      for (var answer : answers) {
        assertThat(answer.get()).isEqualTo(winner);
      }
    } finally {
      callers.shutdown();
    }
  }

  @Test
  void savesAllConcurrentInsertsExceptThoseThatTheDatabaseRefuses() throws Exception {
    validateParcels(new Document("place", new Document("$ne", "nowhere")));
    Callable<Parcel> toOslo =
        () -> store.insert(Parcel.posted(UUID.randomUUID().toString(), "Oslo"));
    Callable<Parcel> toNowhere =
        () -> store.insert(Parcel.posted(UUID.randomUUID().toString(), "nowhere"));
    var callers = Executors.newFixedThreadPool(16);
    try {
      var answers =
          callers.invokeAll(
              IntStream.range(0, 800).mapToObj(i -> i % 16 == 0 ? toNowhere : toOslo).toList());

      for (int i = 0; i < answers.size(); i++) {
        if (i % 16 == 0) {
          assertThatThrownBy(answers.get(i)::get).hasCauseInstanceOf(DataAccessException.class);
        } else {
          assertThat(read(answers.get(i).get().id()).version()).isEqualTo(1);
        }
      }
    } finally {
      callers.shutdown();
      validateParcels(new Document());
    }
  }

  private void validateParcels(Document validator) {
    mongo.executeCommand(new Document("collMod", "parcels").append("validator", validator));
  }

  /** After a lost answer the document shows whether the write was made. */
  @Test
  void recognisesItsOwnWriteAfterALostAnswer() {
    Parcel parcel = store.insert(Parcel.posted(id, "Oslo"));

    answerLosingStore().update(parcel.moveTo("Bergen"));

    assertThat(parcel.version()).isEqualTo(2);
    assertThat(sequences(id)).containsExactly(1L, 2L);
  }

  @Test
  void insertsManyAndReturnsThoseWhoseIdIsTaken() {
    store.insert(Parcel.posted(id, "Oslo"));
    Parcel again = Parcel.posted(id, "Bergen");
    Parcel other = Parcel.posted(UUID.randomUUID().toString(), "Narvik");

    assertThat(store.insertAll(List.of(again, other))).containsExactly(again);

    assertThat(read(id).place()).isEqualTo("Oslo");
    assertThat(other.version()).isEqualTo(1);
    assertThat(again.version()).isZero();
  }

  @Test
  void updatesManyExceptThoseThatWereChangedMeanwhile() {
    List<Parcel> parcels =
        IntStream.range(0, 10)
            .mapToObj(i -> store.insert(Parcel.posted(UUID.randomUUID().toString(), "Oslo")))
            .toList();
    store.update(read(parcels.get(3).id()).moveTo("Bergen"));

    parcels.forEach(parcel -> parcel.moveTo("Narvik"));
    assertThat(store.updateAll(parcels)).isEqualTo(9);

    assertThat(parcels.get(3).version()).isEqualTo(1);
    assertThat(read(parcels.get(3).id()).place()).isEqualTo("Bergen");
    assertThat(parcels.get(4).version()).isEqualTo(2);
  }

  @Test
  void refusesAChangeWhenTheOutboxIsFull() {
    Parcel parcel = store.insert(Parcel.posted(id, "Oslo"));
    for (int i = 2; i <= 64; i++) {
      store.update(parcel.moveTo("place " + i));
    }

    assertThatThrownBy(() -> store.update(read(id).moveTo("one too many")))
        .isInstanceOf(OutboxFull.class);

    assertThat(sequences(id)).hasSize(64);
    assertThat(read(id).version()).isEqualTo(64);
  }

  @Test
  void compactsPendingStatesToTheNewest() {
    Meter meter = store.insert(new Meter(id).read(1));
    for (int i = 2; i <= 100; i++) {
      store.update(meter.read(i));
    }

    List<Document> pending =
        mongo
            .getCollection("meters")
            .find(Filters.eq("_id", id))
            .first()
            .getList("outbox", Document.class);
    assertThat(pending).hasSizeLessThanOrEqualTo(16);
    assertThat(pending.get(pending.size() - 1)).containsEntry("sequence", 100L);
  }

  /** Personal data must not remain in pending events. */
  @Test
  void removesPendingStatesOnDeletion() {
    Meter meter = store.insert(new Meter(id).read(1));
    store.update(meter.read(2));

    store.update(meter.remove());

    List<Document> pending =
        mongo
            .getCollection("meters")
            .find(Filters.eq("_id", id))
            .first()
            .getList("outbox", Document.class);
    assertThat(pending)
        .singleElement()
        .satisfies(
            tombstone ->
                assertThat(tombstone).containsEntry("sequence", 3L).doesNotContainKey("payload"));
  }

  @Test
  void refusesAnEventThatIsTooLarge() {
    Parcel parcel = store.insert(Parcel.posted(id, "Oslo"));

    assertThatThrownBy(() -> store.update(parcel.moveTo("x".repeat(200_000))))
        .isInstanceOf(EventTooLarge.class);

    assertThat(read(id).version()).isEqualTo(1);
  }

  @Test
  void readsAnAggregateAsItWasSaved() {
    Parcel saved = store.insert(Parcel.posted(id, "Oslo"));
    store.update(saved.weigh(5));

    Parcel restored = read(id);

    assertThat(restored).usingRecursiveComparison().isEqualTo(saved);
    store.update(restored.moveTo("Bergen"));
    assertThat(restored.version()).isEqualTo(3);
  }

  /** A store whose first answer is lost after the write was made. */
  private AggregateStore answerLosingStore() {
    var lost = new AtomicBoolean();
    var lossy =
        (MongoOperations)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MongoOperations.class},
                (proxy, method, arguments) -> {
                  Object answer = method.invoke(mongo, arguments);
                  if (method.getName().equals("execute") && lost.compareAndSet(false, true)) {
                    throw new DataAccessResourceFailureException(
                        "connection reset",
                        new MongoSocketReadException("reset", new ServerAddress()));
                  }
                  return answer;
                });
    var changes = new ChangeFactory(mongo.getConverter(), Clock.systemUTC(), () -> null, settings);
    return new AggregateStore(lossy, changes, settings, new RelaySignal());
  }

  private Parcel read(String id) {
    return mongo.findById(id, Parcel.class);
  }

  private Document document(String id) {
    return mongo.getCollection("parcels").find(Filters.eq("_id", id)).first();
  }

  private List<Long> sequences(String id) {
    return document(id).getList("outbox", Document.class).stream()
        .map(entry -> entry.getLong("sequence"))
        .toList();
  }
}
