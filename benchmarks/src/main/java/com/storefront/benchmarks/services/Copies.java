package com.storefront.benchmarks.services;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.storefront.benchmarks.publishing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.function.Supplier;
import org.bson.Document;

/**
 * Fills a collection of aggregates with copies of one that its service made: what takes hours over
 * HTTP takes seconds. The service must not run meanwhile.
 */
final class Copies {

  private static final int BATCH = 1_000;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Copies() {}

  /** Waits until nothing of an aggregate waits to be published, and reads it. */
  static Document published(MongoCollection<Document> collection, String id) {
    var settled = Filters.and(Filters.eq("_id", id), Filters.exists("outbox.0", false));
    Waiting.until(
        () -> collection.countDocuments(settled) > 0, LOOK_AGAIN, PATIENCE, "published " + id);
    return Objects.requireNonNull(collection.find(settled).first());
  }

  /**
   * Inserts copies.
   *
   * @param ids those of the copies
   */
  static void insert(
      MongoCollection<Document> collection, Document original, Supplier<String> ids, int count) {
    for (int inserted = 0; inserted < count; inserted += BATCH) {
      var batch = new ArrayList<Document>(BATCH);
      for (int i = inserted; i < Math.min(inserted + BATCH, count); i++) {
        var copy = new Document(original);
        copy.put("_id", ids.get());
        batch.add(copy);
      }
      collection.insertMany(batch, new InsertManyOptions().ordered(false));
    }
  }
}
