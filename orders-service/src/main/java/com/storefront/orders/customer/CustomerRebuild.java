package com.storefront.orders.customer;

import com.mongodb.MongoNamespace;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.RenameCollectionOptions;
import com.storefront.events.Topics;
import com.storefront.messaging.follower.TopicReplay;
import com.storefront.orders.customer.Rebuild.Comparison;
import com.storefront.orders.customer.Rebuild.State;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;

/**
 * Throws the copies of the customers away and makes them anew from what accounts told, while the
 * old ones go on being read and written.
 *
 * <p>The new copies are filled in a collection beside, compared, and then take the place of the old
 * ones in one step. What the listener wrote to the old ones last is read from the topic once more:
 * the place to begin at is stored before the switch, so that a crash in between is made good by the
 * next start. States apply by their sequence, so it doesn't matter that both write.
 */
@Component
public class CustomerRebuild {

  private static final Logger log = LoggerFactory.getLogger(CustomerRebuild.class);
  private static final String REBUILT = Customers.COLLECTION + ".rebuilt.";
  private static final String SWITCHES = Customers.COLLECTION + ".switches";
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

  private final MongoOperations mongo;
  private final Customers customers;
  private final AccountsListener listener;
  private final TopicReplay topic;
  private final Clock clock;

  private volatile @Nullable Rebuild newest;
  private @Nullable Thread thread;

  CustomerRebuild(
      MongoOperations mongo,
      Customers customers,
      AccountsListener listener,
      TopicReplay topic,
      Clock clock) {
    this.mongo = mongo;
    this.customers = customers;
    this.listener = listener;
    this.topic = topic;
    this.clock = clock;
  }

  /** The one that was begun last, in this instance; null if there was none. */
  public @Nullable Rebuild newest() {
    return newest;
  }

  /**
   * Begins on a thread of its own.
   *
   * @param force to switch even if something known is not told by the topic, and so is lost
   * @return empty if one runs already
   */
  public synchronized Optional<Rebuild> begin(boolean force) {
    if (thread != null && thread.isAlive()) {
      return Optional.empty();
    }
    var begun = new Rebuild(State.RUNNING, null, null);
    newest = begun;
    thread = new Thread(() -> newest = run(force), "rebuild");
    thread.setDaemon(true);
    thread.start();
    return Optional.of(begun);
  }

  private Rebuild run(boolean force) {
    String rebuilt = REBUILT + new ObjectId();
    try {
      forgetOldAttempts();
      Filling filling = new Filling(rebuilt);
      filling.catchUp();
      Comparison comparison =
          new CopyComparison(customers.stored(Customers.COLLECTION), customers.stored(rebuilt))
              .run(filling::catchUp);
      if (!comparison.losesNothing() && !force) {
        mongo.dropCollection(rebuilt);
        return ended(State.REFUSED, comparison, null);
      }
      prepareSwitch(rebuilt, filling.reached);
      makeTheOneThatIsRead(rebuilt);
      finish(rebuilt, filling.reached);
      return ended(State.SWITCHED, comparison, null);
    } catch (RuntimeException failure) {
      finishWhatWasBegun();
      return ended(State.FAILED, null, failure.toString());
    }
  }

  private static Rebuild ended(
      State state, @Nullable Comparison comparison, @Nullable String failure) {
    var ended = new Rebuild(state, comparison, failure);
    log.info("The copies of the customers were rebuilt: {}", ended);
    return ended;
  }

  private void forgetOldAttempts() {
    long latest = clock.instant().minus(FORGOTTEN_AFTER).toEpochMilli();
    mongo.getCollectionNames().stream()
        .filter(name -> name.startsWith(REBUILT))
        .filter(name -> begunAt(name) < latest)
        .forEach(mongo::dropCollection);
  }

  private static long begunAt(String rebuilt) {
    return new ObjectId(rebuilt.substring(REBUILT.length())).getDate().getTime();
  }

  void prepareSwitch(String rebuilt, Map<Integer, Long> reached) {
    var from = new Document();
    reached.forEach((partition, offset) -> from.append(partition.toString(), offset));
    customers.stored(SWITCHES).insertOne(new Document("_id", rebuilt).append("from", from));
  }

  void makeTheOneThatIsRead(String rebuilt) {
    MongoCollection<Document> copies = customers.stored(rebuilt);
    String database = copies.getNamespace().getDatabaseName();
    copies.renameCollection(
        new MongoNamespace(database, Customers.COLLECTION),
        new RenameCollectionOptions().dropTarget(true));
  }

  /** Whatever the listener wrote to the old copies was on the topic before they went. */
  private void finish(String rebuilt, Map<Integer, Long> from) {
    topic.read(listener, from, topic.ends(Topics.CUSTOMER_CHANGE), customers::keep);
    customers.stored(SWITCHES).deleteOne(new Document("_id", rebuilt));
  }

  /** Goes on where another life was ended or something was away, as soon as it is there. */
  @EventListener(ApplicationReadyEvent.class)
  void finishWhatWasBegun() {
    var finisher = new Thread(this::finishAll, "rebuild-finish");
    finisher.setDaemon(true);
    finisher.start();
  }

  private void finishAll() {
    while (!isFinished() && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, PAUSE.toNanos());
    }
  }

  private boolean isFinished() {
    try {
      customers.stored(SWITCHES).find().forEach(left -> finish(left.getString("_id"), from(left)));
      return true;
    } catch (RuntimeException away) {
      log.info("A rebuild can't be finished yet: {}", away.toString());
      return false;
    }
  }

  private static Map<Integer, Long> from(Document begun) {
    Map<Integer, Long> from = new HashMap<>();
    begun
        .get("from", Document.class)
        .forEach((partition, offset) -> from.put(Integer.valueOf(partition), (Long) offset));
    return from;
  }

  /** New copies, and how much of the topic is in them. */
  private final class Filling {

    private final String rebuilt;
    private Map<Integer, Long> reached = Map.of();

    Filling(String rebuilt) {
      this.rebuilt = rebuilt;
      mongo.createCollection(rebuilt);
    }

    void catchUp() {
      Map<Integer, Long> ends = topic.ends(Topics.CUSTOMER_CHANGE);
      topic.read(listener, reached, ends, facts -> customers.keep(facts, rebuilt));
      reached = ends;
    }
  }
}
