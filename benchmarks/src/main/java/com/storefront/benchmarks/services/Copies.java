package com.storefront.benchmarks.services;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.Document;

/**
 * Fills a collection of aggregates with copies of one that its service made: what takes hours over
 * HTTP takes seconds. The service must not run meanwhile.
 */
final class Copies {

  private static final int BATCH = 1_000;

  private Copies() {}

  /** Waits until nothing of an aggregate waits to be published, and reads it. */
  static Document published(MongoCollection<Document> collection, String id)
      throws InterruptedException {
    var settled = Filters.and(Filters.eq("_id", id), Filters.exists("outbox.0", false));
    while (true) {
      var found = collection.find(settled).first();
      if (found != null) {
        return found;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
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
