package com.storefront.messaging.republish;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.Polling;
import com.storefront.messaging.aggregate.Change;
import com.storefront.messaging.outbox.OutboxEntry;
import com.storefront.messaging.outbox.PendingOutboxes;
import com.storefront.messaging.outbox.Publication;
import com.storefront.messaging.outbox.RelayLease;
import com.storefront.messaging.outbox.RelaySignal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * Publishes the newest event of every aggregate again, with its original id and sequence, for
 * consumers that lost it.
 *
 * <p>The event is added to the aggregate's outbox, so that it keeps its order relative to new
 * events: an older state never becomes the last record of its key. A page is read, published and
 * acknowledged before the next, so neither memory nor the backlog grows. An interrupted run is
 * simply started again.
 */
public class Republisher implements DisposableBean {

  /**
   * Field with the id of the run that published the newest event again. The next change removes it.
   */
  public static final String REPUBLISHED = "republished";

  private static final Logger log = LoggerFactory.getLogger(Republisher.class);
  private static final int PAGE_SIZE = 500;
  private static final Duration UNLIMITED = Duration.ofDays(365);

  private final MongoOperations mongo;
  private final List<Publication> publications;
  private final Clock clock;
  private final RelayLease lease;
  private final RelaySignal signal;

  private volatile @Nullable Republication latest;
  private @Nullable Thread thread;

  /**
   * @param lease allows one run at a time: two runs that raise versions would raise each other's
   * @param signal raised after each page, so that it is published at once
   */
  Republisher(
      MongoOperations mongo,
      List<Publication> publications,
      Clock clock,
      RelayLease lease,
      RelaySignal signal) {
    this.mongo = mongo;
    this.publications = publications;
    this.clock = clock;
    this.lease = lease;
    this.signal = signal;
  }

  /** Returns the latest run of this instance, if there is one. */
  @Nullable Republication latest() {
    return latest;
  }

  /**
   * Starts a run on a thread of its own.
   *
   * @param perSecond largest number of aggregates per second
   * @param raiseBy is first added to every version; 0 for none. After a restore, consumers that
   *     applied later versions than the backup contains then apply the restored state
   * @return empty if a run is active in this or another instance
   */
  synchronized Optional<Republication> start(int perSecond, long raiseBy) {
    if (thread != null && thread.isAlive() || !lease.acquire()) {
      return Optional.empty();
    }
    long total =
        publications.stream().mapToLong(it -> mongo.estimatedCount(it.documentType())).sum();
    var started = Republication.started(UUID.randomUUID().toString(), total);
    latest = started;
    thread = new Thread(() -> run(new Run(started, perSecond, raiseBy)), "republish");
    thread.setDaemon(true);
    thread.start();
    return Optional.of(started);
  }

  private void run(Run run) {
    Republication ended;
    try {
      publications.forEach(run::publishAll);
      ended = run.progress.done();
    } catch (RuntimeException failure) {
      ended = run.progress.failed(failure);
      log.warn("Republishing failed: {}", failure.toString());
    }
    lease.release();
    latest = ended;
    log.info("Republishing ended: {}", ended);
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
    private final long begin = System.nanoTime();
    private Republication progress;

    Run(Republication started, int perSecond, long raiseBy) {
      this.progress = started;
      this.perSecond = perSecond;
      this.raiseBy = raiseBy;
    }

    void publishAll(Publication publication) {
      MongoCollection<Document> collection =
          mongo.getCollection(mongo.getCollectionName(publication.documentType()));
      long before;
      do {
        before = progress.published();
        String last = "";
        for (List<Document> page = pageAfter(last, collection);
            !page.isEmpty();
            page = pageAfter(last, collection)) {
          publish(publication, collection, page);
          last = page.get(page.size() - 1).getString("_id");
        }
      } while (raiseBy > 0 && progress.published() > before); // Until no change escaped the raise.
    }

    private List<Document> pageAfter(String last, MongoCollection<Document> collection) {
      Bson isWanted =
          raiseBy > 0 ? Filters.ne(REPUBLISHED, progress.id()) : Filters.exists(Change.EVENT_ID);
      return collection
          .find(Filters.and(Filters.gt("_id", last), isWanted))
          .sort(Sorts.ascending("_id"))
          .limit(PAGE_SIZE)
          .into(new ArrayList<>());
    }

    private void publish(
        Publication publication, MongoCollection<Document> collection, List<Document> page) {
      if (!lease.keep()) {
        throw new IllegalStateException("Another instance has started to republish.");
      }
      List<UpdateOneModel<Document>> updates = new ArrayList<>();
      for (Document saved : page) {
        if (raiseBy > 0) {
          updates.add(raise(publication, saved));
        } else if (!isPending(saved)) {
          updates.add(republish(publication, saved, new Document()));
        }
      }
      int published =
          updates.isEmpty()
              ? 0
              : collection
                  .bulkWrite(updates, new BulkWriteOptions().ordered(false))
                  .getMatchedCount();
      signal.raise();
      awaitPublished(collection, page.stream().map(saved -> saved.getString("_id")).toList());
      progress = progress.plus(page.size(), published);
      latest = progress;
      long due = begin + TimeUnit.SECONDS.toNanos(progress.read()) / perSecond;
      Polling.await(Duration.ofNanos(due - System.nanoTime()), () -> false);
    }

    private void awaitPublished(MongoCollection<Document> collection, List<String> ids) {
      Bson isPending =
          Filters.and(
              Filters.in("_id", ids),
              Filters.eq(REPUBLISHED, progress.id()),
              PendingOutboxes.IS_PUBLISHABLE);
      if (!Polling.await(UNLIMITED, () -> collection.find(isPending).first() == null)) {
        throw new IllegalStateException("The service was stopped.");
      }
    }

    /** Has no effect after a concurrent change, whose event is newer. */
    private UpdateOneModel<Document> republish(
        Publication publication, Document saved, Document fields) {
      Date at = saved.get(Change.EVENT_AT, Date.from(clock.instant()));
      var entry =
          entry(
              publication,
              saved,
              UUID.randomUUID().toString(),
              saved.getString(Change.EVENT_ID),
              saved.get(Change.EVENT_SEQUENCE, Number.class).longValue(),
              at.toInstant());
      return new UpdateOneModel<>(
          isUnchanged(saved).append(OutboxEntry.OUTBOX + ".0", new Document("$exists", false)),
          new Document("$set", fields.append(REPUBLISHED, progress.id()))
              .append("$push", new Document(OutboxEntry.OUTBOX, entry.toDocument())));
    }

    private UpdateOneModel<Document> raise(Publication publication, Document saved) {
      long version = saved.get(Change.VERSION, Number.class).longValue() + raiseBy;
      if (version > EventHeaders.MAX_SEQUENCE) {
        throw new IllegalStateException(
            "Document %s cannot have version %d: consumers accept at most %d."
                .formatted(saved.getString("_id"), version, EventHeaders.MAX_SEQUENCE));
      }
      String id = UUID.randomUUID().toString();
      var raised = new Document(Change.VERSION, version).append(Change.CHANGE_ID, id);
      boolean hasEvent = saved.containsKey(Change.EVENT_ID);
      if (hasEvent && publication.eventCarriedState()) {
        Instant now = clock.instant();
        var entry = entry(publication, saved, id, id, version, now);
        raised
            .append(Change.EVENT_ID, id)
            .append(Change.EVENT_SEQUENCE, version)
            .append(Change.EVENT_AT, Date.from(now))
            .append(OutboxEntry.OUTBOX, List.of(entry.toDocument()));
      } else if (hasEvent && !isPending(saved)) {
        return republish(publication, saved, raised);
      }
      return new UpdateOneModel<>(
          isUnchanged(saved), new Document("$set", raised.append(REPUBLISHED, progress.id())));
    }

    private OutboxEntry entry(
        Publication publication,
        Document saved,
        String id,
        String eventId,
        long sequence,
        Instant at) {
      var aggregate = (Republishable) mongo.getConverter().read(publication.documentType(), saved);
      String payload = OutboxEntry.toPayload(aggregate.newestEvent(sequence));
      return new OutboxEntry(id, eventId, sequence, at, payload, null);
    }

    private static Document isUnchanged(Document saved) {
      return new Document("_id", saved.getString("_id"))
          .append(Change.VERSION, saved.get(Change.VERSION));
    }

    private static boolean isPending(Document saved) {
      return !saved.getList(OutboxEntry.OUTBOX, Document.class, List.of()).isEmpty();
    }
  }
}
