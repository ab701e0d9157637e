package com.storefront.local.audit;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Sorts;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Two collections side by side in the order of their ids, a batch of each in memory. */
final class MergeJoin {

  private static final int BATCH = 200;

  private MergeJoin() {}

  /** What both have under an id; one of them may have nothing. */
  interface Pairs {
    void take(String id, @Nullable Document left, @Nullable Document right);
  }

  static void run(
      MongoCollection<Document> left,
      Bson leftFields,
      MongoCollection<Document> right,
      Bson rightFields,
      Pairs pairs) {
    try (MongoCursor<Document> lefts = byId(left, leftFields);
        MongoCursor<Document> rights = byId(right, rightFields)) {
      Document l = lefts.tryNext();
      Document r = rights.tryNext();
      while (l != null || r != null) {
        int order = l == null ? 1 : r == null ? -1 : id(l).compareTo(id(r));
        if (order <= 0 && l != null) {
          pairs.take(id(l), l, order == 0 ? r : null);
        } else if (r != null) {
          pairs.take(id(r), null, r);
        }
        l = order <= 0 ? lefts.tryNext() : l;
        r = order >= 0 ? rights.tryNext() : r;
      }
    }
  }

  private static MongoCursor<Document> byId(MongoCollection<Document> collection, Bson fields) {
    return collection
        .find()
        .projection(fields)
        .sort(Sorts.ascending("_id"))
        .batchSize(BATCH)
        .noCursorTimeout(true)
        .cursor();
  }

  /** ASCII in all collections, so that Java's order is the server's. */
  private static String id(Document document) {
    return document.getString("_id");
  }
}
