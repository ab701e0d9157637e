package com.storefront.messaging.outbox;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import org.bson.Document;
import org.bson.conversions.Bson;

/** What every collection of aggregates is indexed by: its pending events, its creations. */
final class OutboxIndexes {

  /** Matches aggregates with an unpublished event; an emptied outbox leaves the index. */
  static final Bson IS_PENDING = Filters.exists("outbox.at");

  /** Matches aggregates whose events can be published: none of them is parked. */
  static final Bson IS_SENDABLE =
      Filters.and(IS_PENDING, Filters.not(Filters.exists("outbox." + OutboxEntry.PARKED)));

  /** Oldest event first. */
  static final Bson PENDING = Indexes.ascending("outbox.at");

  private OutboxIndexes() {}

  static void ensure(MongoCollection<Document> collection) {
    collection.createIndex(
        PENDING, new IndexOptions().name("outbox_pending").partialFilterExpression(IS_PENDING));
    collection.createIndex(
        Indexes.ascending("idempotencyKey.scope", "idempotencyKey.key"),
        new IndexOptions()
            .name("idempotency_key")
            .unique(true)
            .partialFilterExpression(Filters.exists("idempotencyKey.key")));
  }
}
