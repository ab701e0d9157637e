package com.storefront.messaging.outbox;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outboxes of a collection that contain unpublished events, found by an index. */
public final class PendingOutboxes {

  /**
   * Matches documents with an unpublished event. A document with an empty outbox is not indexed.
   */
  public static final Bson IS_PENDING = Filters.exists("outbox.at");

  /** Matches pending documents that contain an event that can never be published. */
  static final Bson IS_UNPUBLISHABLE =
      Filters.and(IS_PENDING, Filters.exists("outbox." + OutboxEntry.PARKED));

  /** Matches pending documents whose events can all be published. */
  public static final Bson IS_PUBLISHABLE =
      Filters.and(IS_PENDING, Filters.not(Filters.exists("outbox." + OutboxEntry.PARKED)));

  /** The index, oldest event first. */
  static final Bson INDEX = Indexes.ascending("outbox.at");

  private static final Logger log = LoggerFactory.getLogger(PendingOutboxes.class);

  private final MongoCollection<Document> collection;
  private final OutboxSettings settings;

  PendingOutboxes(MongoCollection<Document> collection, OutboxSettings settings) {
    this.collection = collection.withReadConcern(ReadConcern.MAJORITY);
    this.settings = settings;
  }

  public static void ensureIndex(MongoCollection<Document> collection) {
    collection.createIndex(
        INDEX, new IndexOptions().name("outbox_pending").partialFilterExpression(IS_PENDING));
  }

  void ensureIndex() {
    ensureIndex(collection);
  }

  /** Returns the next batch: the documents with the oldest unpublished events. */
  List<PendingDocument> oldest() {
    var batch = new ArrayList<PendingDocument>();
    long bytes = 0;
    try (MongoCursor<Document> found =
        collection
            .find(IS_PUBLISHABLE)
            .hint(INDEX)
            .projection(Projections.include(OutboxEntry.OUTBOX))
            .limit(settings.batchSize())
            .cursor()) {
      while (found.hasNext() && bytes < settings.batchBytes().toBytes()) {
        Document document = found.next();
        try {
          var pending = PendingDocument.of(document);
          batch.add(pending);
          bytes += pending.size();
        } catch (RuntimeException unreadable) {
          markUnreadable(document.get("_id"), unreadable);
        }
      }
    }
    return batch;
  }

  /** Removes acknowledged events. This is no change of state: the version stays the same. */
  void removeAcknowledged(List<PendingDocument> batch) {
    List<String> ids = new ArrayList<>();
    List<String> entries = new ArrayList<>();
    for (PendingDocument document : batch) {
      if (!document.acknowledged().isEmpty()) {
        ids.add(document.id());
        document.acknowledged().forEach(entry -> entries.add(entry.id()));
      }
    }
    if (!ids.isEmpty()) {
      collection.updateMany(
          Filters.in("_id", ids), Updates.pull(OutboxEntry.OUTBOX, Filters.in("id", entries)));
    }
  }

  /** Excludes documents whose next event can never be published. */
  void markUnpublishable(List<PendingDocument> batch) {
    for (PendingDocument document : batch) {
      Throwable failure = document.failure();
      if (failure != null && EventPublisher.isPermanent(failure)) {
        log.error(
            "Event {} of document {} in {} can never be published: {}",
            document.next().id(),
            document.id(),
            collection.getNamespace(),
            failure.toString());
        collection.updateOne(
            Filters.and(
                Filters.eq("_id", document.id()), Filters.eq("outbox.id", document.next().id())),
            Updates.set("outbox.$." + OutboxEntry.PARKED, failure.toString()));
      }
    }
  }

  /** The mark is an entry of its own, because the structure of the others is unknown. */
  private void markUnreadable(@Nullable Object id, RuntimeException cause) {
    log.error(
        "The outbox of document {} in {} cannot be read: {}",
        id,
        collection.getNamespace(),
        cause.toString());
    var outbox = "$" + OutboxEntry.OUTBOX;
    var mark = new Document("$literal", new Document(OutboxEntry.PARKED, cause.toString()));
    var entries =
        new Document("$cond", List.of(new Document("$isArray", outbox), outbox, List.of(outbox)));
    collection.updateOne(
        Filters.eq("_id", id),
        List.of(
            new Document(
                "$set",
                new Document(
                    OutboxEntry.OUTBOX,
                    new Document("$concatArrays", List.of(List.of(mark), entries))))));
  }
}
