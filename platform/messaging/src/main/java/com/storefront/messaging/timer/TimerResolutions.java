package com.storefront.messaging.timer;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.storefront.messaging.audit.AuditEntry;
import com.storefront.messaging.audit.AuditTrail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** What operators did with failing timers, in the collection {@value #COLLECTION}. */
class TimerResolutions implements AuditTrail {

  static final String COLLECTION = "timers.resolutions";

  private static final Duration KEPT = Duration.ofDays(90);

  private final MongoCollection<Document> collection;

  TimerResolutions(MongoCollection<Document> collection) {
    this.collection = collection;
  }

  /** Creates the index, which also removes old resolutions, at the first decision. */
  void store(String action, String id, String timer, String by, Instant time) {
    collection.createIndex(
        Indexes.ascending("at"),
        new IndexOptions().expireAfter(KEPT.toSeconds(), TimeUnit.SECONDS));
    collection.insertOne(
        new Document("action", action)
            .append("document", id)
            .append("timer", timer)
            .append("by", by)
            .append("at", Date.from(time)));
  }

  @Override
  public List<AuditEntry> newest(int limit) {
    return collection
        .find()
        .sort(Sorts.descending("at"))
        .limit(limit)
        .map(
            it ->
                new AuditEntry(
                    it.getDate("at").toInstant(),
                    it.getString("by"),
                    it.getString("action"),
                    it.getString("document"),
                    "timer " + it.getString("timer"),
                    null))
        .into(new ArrayList<>());
  }
}
