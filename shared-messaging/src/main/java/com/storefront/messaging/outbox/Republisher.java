package com.storefront.messaging.outbox;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.storefront.messaging.Patience;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.mongodb.core.MongoOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the newest event of every aggregate again, under its old id and sequence, for followers
 * that lost it.
 *
 * <p>The event goes through the aggregate's outbox, so it keeps its place among those to come: an
 * older state never becomes the last record of its key. One page is read, told and acknowledged
 * before the next, so neither memory nor the backlog grows. Broken off, it is simply begun again.
 */
class Republisher implements DisposableBean {

  /** Names the run that told the newest event again; gone with the next change. */
  static final String REPUBLISHED = "republished";

  private static final Logger log = LoggerFactory.getLogger(Republisher.class);
  private static final int PAGE = 500;
  private static final Duration FOREVER = Duration.ofDays(365);

  private final MongoOperations mongo;
  private final List<Publication> sources;
  private final JsonMapper json;
  private final Clock clock;
  private final RelayLease lease;
  private final Function<Class<?>, WakeUps> wakeUps;

  private volatile @Nullable Republication newest;
  private @Nullable Thread thread;

  /**
   * @param json writes events, the published language
   * @param lease lets one instance run at a time: two that raise would raise each other's for ever
   * @param wakeUps of a type of aggregate, to have its events published soon
   */
  Republisher(
      MongoOperations mongo,
      List<Publication> sources,
      JsonMapper json,
      Clock clock,
      RelayLease lease,
      Function<Class<?>, WakeUps> wakeUps) {
    this.lease = lease;
    this.wakeUps = wakeUps;
    this.mongo = mongo;
    this.sources = sources;
    this.json = json;
    this.clock = clock;
  }

  /** The run that was begun last, in this instance; null if there was none. */
  @Nullable Republication newest() {
    return newest;
  }

  /**
   * Begins on a thread of its own.
   *
   * @param perSecond aggregates at the most
   * @param raiseBy added to every version first: after a restore, so that followers who saw later
   *     versions than the backup had take what is told now; 0 for none
   * @return empty if one runs already, in this or another instance
   */
  synchronized Optional<Republication> begin(int perSecond, long raiseBy) {
    if (thread != null && thread.isAlive() || !lease.acquire()) {
      return Optional.empty();
    }
    var begun = Republication.begun(UUID.randomUUID().toString());
    newest = begun;
    thread = new Thread(() -> run(new Run(begun, perSecond, raiseBy)), "republish");
    thread.setDaemon(true);
    thread.start();
    return Optional.of(begun);
  }

  private void run(Run run) {
    Republication ended;
    try {
      sources.forEach(run::tellAll);
      ended = run.progress.done();
    } catch (RuntimeException failure) {
      ended = run.progress.failed(failure);
      log.warn("Republishing ended: {}", failure.toString());
    }
    lease.release();
    newest = ended;
    log.info("Republished: {}", newest);
  }

  @Override
  public synchronized void destroy() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  private final class Run {

    private final int perSecond;
    private final long raiseBy;
    private final long began = System.nanoTime();
    private Republication progress;

    Run(Republication begun, int perSecond, long raiseBy) {
      this.progress = begun;
      this.perSecond = perSecond;
      this.raiseBy = raiseBy;
    }

    void tellAll(Publication source) {
      MongoCollection<Document> collection =
          mongo.getCollection(mongo.getCollectionName(source.aggregate()));
      long told;
      do {
        told = tellPages(source, collection);
      } while (raiseBy > 0 && told > 0); // Whoever changed meanwhile was not raised yet.
    }

    private long tellPages(Publication source, MongoCollection<Document> collection) {
      Bson wanted =
          raiseBy > 0 ? Filters.ne(REPUBLISHED, progress.id()) : Filters.exists(Change.EVENT_ID);
      long before = progress.told();
      String after = "";
      for (List<Document> page = page(collection, wanted, after);
          !page.isEmpty();
          page = page(collection, wanted, after)) {
        tell(source, collection, page);
        after = page.get(page.size() - 1).getString("_id");
      }
      return progress.told() - before;
    }

    private List<Document> page(MongoCollection<Document> collection, Bson wanted, String after) {
      return collection
          .find(Filters.and(Filters.gt("_id", after), wanted))
          .sort(Sorts.ascending("_id"))
          .limit(PAGE)
          .into(new ArrayList<>());
    }

    private void tell(
        Publication source, MongoCollection<Document> collection, List<Document> page) {
      if (!lease.keep()) {
        throw new IllegalStateException("another instance republishes");
      }
      List<UpdateOneModel<Document>> updates = new ArrayList<>();
      for (Document saved : page) {
        if (raiseBy > 0) {
          updates.add(raise(source, saved));
        } else if (!isPending(saved)) {
          updates.add(retell(source, saved, new Document()));
        }
      }
      int told = 0;
      if (!updates.isEmpty()) {
        BulkWriteResult result =
            collection.bulkWrite(updates, new BulkWriteOptions().ordered(false));
        told = result.getMatchedCount();
      }
      List<String> ids = page.stream().map(saved -> saved.getString("_id")).toList();
      wakeUps.apply(source.aggregate()).changed(ids);
      awaitPublished(collection, ids);
      progress = progress.plus(page.size(), told);
      newest = progress;
      pause();
    }

    private void awaitPublished(MongoCollection<Document> collection, List<String> ids) {
      Bson isOnItsWay =
          Filters.and(
              Filters.in("_id", ids),
              Filters.eq(REPUBLISHED, progress.id()),
              OutboxIndexes.IS_SENDABLE);
      if (!Patience.await(FOREVER, () -> collection.find(isOnItsWay).first() == null)) {
        throw new IllegalStateException("the service was stopped");
      }
    }

    private void pause() {
      long due = began + progress.read() * TimeUnit.SECONDS.toNanos(1) / perSecond;
      while (due - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(this, due - System.nanoTime());
      }
    }

    /** If nobody changed it since: else its newest event is on its way anyway. */
    private UpdateOneModel<Document> retell(Publication source, Document saved, Document fields) {
      long sequence = saved.getLong(Change.EVENT_SEQUENCE);
      Date at = saved.get(Change.EVENT_AT, Date.from(clock.instant()));
      var entry =
          entry(
              source,
              saved,
              UUID.randomUUID().toString(),
              saved.getString(Change.EVENT_ID),
              sequence,
              at.toInstant());
      return new UpdateOneModel<>(
          isUnchanged(saved).append(OutboxEntry.OUTBOX + ".0", new Document("$exists", false)),
          new Document("$set", fields.append(REPUBLISHED, progress.id()))
              .append("$push", new Document(OutboxEntry.OUTBOX, entry.toDocument())));
    }

    private UpdateOneModel<Document> raise(Publication source, Document saved) {
      long version = saved.getLong(Change.VERSION) + raiseBy;
      String id = UUID.randomUUID().toString();
      var raised = new Document(Change.VERSION, version).append(Change.CHANGE_ID, id);
      boolean hasTold = saved.containsKey(Change.EVENT_ID);
      if (hasTold && source.carriesState()) {
        Instant now = clock.instant();
        var entry = entry(source, saved, id, id, version, now);
        raised
            .append(Change.EVENT_ID, id)
            .append(Change.EVENT_SEQUENCE, version)
            .append(Change.EVENT_AT, Date.from(now))
            .append(OutboxEntry.OUTBOX, List.of(entry.toDocument()));
      } else if (hasTold && !isPending(saved)) {
        return retell(source, saved, raised);
      }
      return new UpdateOneModel<>(
          isUnchanged(saved), new Document("$set", raised.append(REPUBLISHED, progress.id())));
    }

    private OutboxEntry entry(
        Publication source, Document saved, String id, String eventId, long sequence, Instant at) {
      var aggregate = (Republishable) mongo.getConverter().read(source.aggregate(), saved);
      Object event = aggregate.newestEvent(sequence);
      String payload = event == null ? null : json.writeValueAsString(event);
      return new OutboxEntry(id, eventId, sequence, at, payload, null);
    }

    private static Document isUnchanged(Document saved) {
      return new Document("_id", saved.getString("_id"))
          .append(Change.VERSION, saved.getLong(Change.VERSION));
    }

    private static boolean isPending(Document saved) {
      return !saved.getList(OutboxEntry.OUTBOX, Document.class, List.of()).isEmpty();
    }
  }
}
