package com.storefront.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.Polling;
import com.storefront.messaging.aggregate.AggregateExists;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.IdempotencyKey;
import com.storefront.messaging.aggregate.StaleVersion;
import com.storefront.messaging.outbox.PendingOutboxes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * The requests to the service: a backlog before the relay starts, then changes of every kind. Each
 * is recorded in the journal before it is made and when it is answered.
 */
class Workload implements SmartLifecycle {

  /** Its event is rejected by the handler. */
  static final String REJECTED = "rejected";

  /** Its event is larger than the producer allows. */
  static final String OVERSIZED = "oversized";

  /** Its outbox cannot be read. */
  static final String UNREADABLE = "unreadable";

  /** The acknowledgement of its event arrives after the lease must be renewed. */
  static final String DELAYED = "delayed";

  /** Has a timer that is due. */
  static final String SCHEDULED = "scheduled";

  /** Has a timer without a handler. */
  static final String WITHOUT_HANDLER = "without-handler";

  private static final int LARGER_THAN_THE_PRODUCER_ALLOWS = 20_000;
  private static final int MORE_THAN_A_BATCH = 7;
  private static final int MOVES = 6;
  private static final Bson IS_FAILING = Filters.exists("timers.failure");

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration FOREIGN_LEASE = Duration.ofMillis(700);

  private final AggregateStore store;
  private final MongoOperations mongo;
  private final KafkaTemplate<String, byte[]> kafka;
  private final Journal journal;
  private final Variant variant;

  private boolean running;

  Workload(
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

  /** Before the relay and the consumer. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public void start() {
    running = true;
    if (variant == Variant.SAVES_THEN_SENDS) {
      return; // This variant does not publish a backlog.
    }
    var trains = new ArrayList<Train>();
    for (int i = 0; i < MORE_THAN_A_BATCH; i++) {
      trains.add(new Train("early-" + i));
    }
    saveAll(trains, "depot", () -> store.insertAll(trains));
    saveAll(trains, "platform", () -> store.updateAll(trains));
    if (variant == Variant.CORRECT) {
      save(new Train(OVERSIZED), "x".repeat(LARGER_THAN_THE_PRODUCER_ALLOWS));
      var entry = new Document("id", "1").append("sequence", "one").append("at", new Date());
      mongo
          .getCollection(Train.COLLECTION)
          .insertOne(new Document("_id", UNREADABLE).append("outbox", List.of(entry)));
    }
  }

  private void saveAll(List<Train> trains, String stop, Runnable save) {
    var changes = new ArrayList<Journal.Change>();
    for (Train train : trains) {
      move(train, stop);
      changes.add(new Journal.Change(train.id(), train.version() + 1, true, stop));
    }
    changes.forEach(journal::requested);
    save.run();
    changes.forEach(journal::answered);
  }

  void run() {
    awaitPublished();
    save(new Train(DELAYED), "Voss");
    awaitPublished();
    var train = new Train("live");
    var key = new IdempotencyKey("workload", "live", "digest");
    train.createdBy(key);
    save(train, "Oslo");
    createAgain(key);
    insertTakenId();
    save(new Train(REJECTED), Board.UNKNOWN_STOP);
    changeAnOldCopy(train);
    depart();
    loseTheLease();
    for (int move = 0; move < MOVES; move++) {
      save(train, "stop " + move);
      if (move % 3 == 0) {
        saveWithoutEvent(train, "siding " + move);
      }
      awaitBoard("live", train.version() - 1);
    }
    awaitBoard("live", train.version());
    awaitPublished();
  }

  private void save(Train train, String stop) {
    move(train, stop);
    var change = new Journal.Change(train.id(), train.version() + 1, true, stop);
    journal.requested(change);
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

  private void saveWithoutEvent(Train train, String stop) {
    train.moveWithoutEventTo(stop);
    var change = new Journal.Change(train.id(), train.version() + 1, false, stop);
    journal.requested(change);
    store.update(train);
    journal.answered(change);
  }

  private void move(Train train, String stop) {
    if (variant == Variant.SAVES_THEN_SENDS) {
      train.moveWithoutEventTo(stop);
    } else {
      train.moveTo(stop);
    }
  }

  private void send(Journal.Change change) {
    String value =
        "{\"id\":\"%s\",\"sequence\":%d,\"stop\":\"%s\"}"
            .formatted(change.id(), change.version(), change.stop());
    var event = new ProducerRecord<>(Train.TOPIC, change.id(), value.getBytes(UTF_8));
    Headers headers = event.headers();
    EventHeaders.set(headers, EventHeaders.ID, UUID.randomUUID().toString());
    EventHeaders.set(headers, EventHeaders.TYPE, "TrainMoved");
    EventHeaders.set(headers, EventHeaders.SEQUENCE, Long.toString(change.version()));
    EventHeaders.set(headers, EventHeaders.TIME, Instant.now().toString());
    kafka.send(event);
  }

  private void createAgain(IdempotencyKey key) {
    Train repeated = new Train("repeated").moveTo("nowhere");
    repeated.createdBy(key);
    if (!store.insert(repeated).id().equals("live")) {
      throw new IllegalStateException("created twice with one key");
    }
  }

  private void insertTakenId() {
    Train taken = new Train("live").moveTo("nowhere");
    expect(AggregateExists.class, () -> store.insert(taken));
    List<Train> refused = store.insertAll(List.of(new Train("live").moveTo("nowhere")));
    if (refused.size() != 1) {
      throw new IllegalStateException("an id was used twice");
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

  /** By timers: one that is due, one that is cancelled, and one that fails. */
  private void depart() {
    if (variant == Variant.SAVES_THEN_SENDS) {
      return; // This variant publishes no change that a timer makes.
    }
    journal.requested(new Journal.Change(SCHEDULED, 2, true, Railway.DEPARTED));
    save(new Train(SCHEDULED).schedule(Train.DEPARTURE, Instant.now()), "Bergen");
    awaitBoard(SCHEDULED, 2);
    var cancelled = new Train("cancelled");
    save(cancelled.schedule(Train.DEPARTURE, Instant.now().plusSeconds(3600)), "Bergen");
    cancelled.cancelTimer(Train.DEPARTURE);
    save(cancelled, "Voss");
    save(new Train(WITHOUT_HANDLER).schedule("repair", Instant.now()), "Bergen");
    await(() -> mongo.getCollection(Train.COLLECTION).find(IS_FAILING).first() != null);
  }

  /** To an instance that publishes nothing. */
  private void loseTheLease() {
    mongo
        .getCollection("relay.leases")
        .updateOne(
            Filters.eq("_id", Train.COLLECTION),
            Updates.combine(
                Updates.set("holder", "another"),
                Updates.set("until", Date.from(Instant.now().plus(FOREIGN_LEASE)))));
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
    var isApplied = Filters.and(Filters.eq("_id", train), Filters.gte("sequence", sequence));
    await(() -> mongo.getCollection(Board.COLLECTION).countDocuments(isApplied) == 1);
  }

  private void awaitPublished() {
    await(
        () ->
            mongo.getCollection(Train.COLLECTION).find(PendingOutboxes.IS_PUBLISHABLE).first()
                == null);
  }

  private static void await(BooleanSupplier condition) {
    if (!Polling.await(TIMEOUT, condition)) {
      throw new IllegalStateException("the service makes no progress");
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
