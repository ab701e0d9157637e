package com.storefront.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.messaging.Patience;
import com.storefront.messaging.outbox.AggregateExists;
import com.storefront.messaging.outbox.AggregateStore;
import com.storefront.messaging.outbox.IdempotencyKey;
import com.storefront.messaging.outbox.StaleVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * What the service is asked to do in its life: a backlog before the relay is up, for the scan; then
 * changes of every kind, for the stream. Each is journaled before it is asked for and when it is
 * answered.
 */
class Timetable implements SmartLifecycle {

  static final String UNBELIEVED = "unbelieved";
  static final String OVERSIZED = "oversized";

  /** The service is started with a producer that takes less. */
  private static final int LARGER_THAN_KAFKA_TAKES = 20_000;

  /** The service is started with batches of four. */
  private static final int MORE_THAN_A_BATCH = 7;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration A_MOMENT = Duration.ofMillis(700);
  private static final Duration RENEWAL_OF_THE_LEASE = Duration.ofMillis(300);

  private final AggregateStore store;
  private final MongoOperations mongo;
  private final KafkaTemplate<String, byte[]> kafka;
  private final Journal journal;
  private final Variant variant;

  private boolean running;

  Timetable(
      AggregateStore store,
      MongoOperations mongo,
      KafkaTemplate<String, byte[]> kafka,
      Journal journal,
      Variant variant) {
    this.store = store;
    this.mongo = mongo;
    this.kafka = kafka;
    this.journal = journal;
    this.variant = variant;
  }

  Journal journal() {
    return journal;
  }

  /** Before the relay and the follower. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public void start() {
    running = true;
    if (variant == Variant.SAVES_THEN_SENDS) {
      return; // Nobody would send a backlog.
    }
    var trains = new ArrayList<Train>();
    for (int i = 0; i < MORE_THAN_A_BATCH; i++) {
      trains.add(new Train("early-" + i));
    }
    together(trains, "depot", () -> store.insertAll(trains));
    together(trains, "platform", () -> store.updateAll(trains));
    if (variant == Variant.FAITHFUL) {
      save(new Train(OVERSIZED), "x".repeat(LARGER_THAN_KAFKA_TAKES));
    }
  }

  private void together(List<Train> trains, String stop, Runnable save) {
    var changes = new ArrayList<Journal.Change>();
    for (Train train : trains) {
      move(train, stop);
      changes.add(new Journal.Change(train.id(), train.version() + 1, true, stop));
    }
    changes.forEach(journal::intended);
    save.run();
    changes.forEach(journal::answered);
  }

  /** Everything that a service asks of its store while the relay follows. */
  void run() {
    if (variant != Variant.SAVES_THEN_SENDS) {
      await(() -> pending() == 0);
    }
    var train = new Train("live");
    var key = new IdempotencyKey("timetable", "live", "digest");
    train.createdBy(key);
    save(train, "Oslo");
    createAgain(key);
    insertTakenId();
    save(new Train(UNBELIEVED), Board.UNBELIEVABLE);
    changeAnOldCopy(train);
    loseTheLease();
    int stop = 0;
    for (Instant begun = Instant.now();
        Instant.now().isBefore(begun.plus(RENEWAL_OF_THE_LEASE)) || stop < 6;
        stop++) {
      save(train, "stop " + stop);
      if (stop % 3 == 0) {
        slip(train, "siding " + stop);
      }
      awaitBoard("live", train.version() - 1);
    }
    do {
      await(() -> pending() == 0);
      save(train, "terminus");
      awaitBoard("live", train.version());
    } while (variant == Variant.FAITHFUL && pending() == 0);
    // What is acknowledged by now is still to be removed when the service goes down.
  }

  private void save(Train train, String stop) {
    move(train, stop);
    var change = new Journal.Change(train.id(), train.version() + 1, true, stop);
    journal.intended(change);
    if (train.version() == 0) {
      store.insert(train);
    } else {
      store.update(train);
    }
    if (variant == Variant.SAVES_THEN_SENDS) {
      send(change);
    }
    journal.answered(change);
  }

  private void slip(Train train, String stop) {
    train.slipTo(stop);
    var change = new Journal.Change(train.id(), train.version() + 1, false, stop);
    journal.intended(change);
    store.update(train);
    journal.answered(change);
  }

  private void move(Train train, String stop) {
    if (variant == Variant.SAVES_THEN_SENDS) {
      train.slipTo(stop);
    } else {
      train.moveTo(stop);
    }
  }

  private void send(Journal.Change change) {
    String value =
        "{\"id\":\"%s\",\"sequence\":%d,\"stop\":\"%s\"}"
            .formatted(change.id(), change.version(), change.stop());
    var event = new ProducerRecord<>(Train.TOPIC, change.id(), value.getBytes(UTF_8));
    event.headers().add("ce_id", UUID.randomUUID().toString().getBytes(UTF_8));
    event.headers().add("ce_sequence", Long.toString(change.version()).getBytes(UTF_8));
    event.headers().add("ce_time", Instant.now().toString().getBytes(UTF_8));
    kafka.send(event);
  }

  private void createAgain(IdempotencyKey key) {
    Train repeated = new Train("repeated").moveTo("nowhere");
    repeated.createdBy(key);
    if (!store.insert(repeated).id().equals("live")) {
      throw new IllegalStateException("created twice under one key");
    }
  }

  private void insertTakenId() {
    Train taken = new Train("live").moveTo("nowhere");
    expect(AggregateExists.class, () -> store.insert(taken));
    List<Train> refused = store.insertAll(List.of(new Train("live").moveTo("nowhere")));
    if (refused.size() != 1) {
      throw new IllegalStateException("a taken id was given twice");
    }
  }

  private void changeAnOldCopy(Train train) {
    Train old = mongo.findById(train.id(), Train.class);
    save(train, "Hamar");
    old.moveTo("nowhere");
    expect(StaleVersion.class, () -> store.update(old));
    if (store.updateAll(List.of(old)) != 0) {
      throw new IllegalStateException("an old copy was saved");
    }
  }

  /** For a moment, to somebody who does nothing with it. */
  private void loseTheLease() {
    mongo
        .getCollection("relay.leases")
        .updateOne(
            Filters.eq("_id", "trains"),
            Updates.combine(
                Updates.set("holder", "somebody else"),
                Updates.set("until", Date.from(Instant.now().plus(A_MOMENT)))));
  }

  private static void expect(Class<? extends RuntimeException> refusal, Runnable request) {
    try {
      request.run();
    } catch (RuntimeException refused) {
      if (refusal.isInstance(refused)) {
        return;
      }
      throw refused;
    }
    throw new IllegalStateException(refusal.getSimpleName() + " was expected");
  }

  private void awaitBoard(String train, long sequence) {
    var isThere = Filters.and(Filters.eq("_id", train), Filters.gte("sequence", sequence));
    await(() -> mongo.getCollection(Board.COLLECTION).countDocuments(isThere) == 1);
  }

  private long pending() {
    return mongo
        .getCollection("trains")
        .countDocuments(Filters.and(Filters.exists("outbox.0"), Filters.ne("_id", OVERSIZED)));
  }

  private static void await(BooleanSupplier condition) {
    if (!Patience.await(PATIENCE, condition)) {
      throw new IllegalStateException("the service is stuck");
    }
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
