package com.storefront.launcher.consistency;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The documents of a collection, each with the fields that are compared. */
record Documents(MongoCollection<Document> collection, Bson fields) {

  private static final int BATCH = 200;

  static Documents of(MongoClient mongodb, String database, String collection, Bson fields) {
    return new Documents(
        mongodb
            .getDatabase(database)
            .getCollection(collection)
            .withReadConcern(ReadConcern.MAJORITY),
        fields);
  }

  @Nullable Document find(String id) {
    return collection.find(Filters.eq("_id", id)).projection(fields).first();
  }

  /** From the metadata of the collection: at once, and not exact. */
  long count() {
    return collection.estimatedDocumentCount();
  }

  private MongoCursor<Document> byId() {
    return collection
        .find()
        .projection(fields)
        .sort(Sorts.ascending("_id"))
        .batchSize(BATCH)
        .noCursorTimeout(true)
        .cursor();
  }

  /** Two documents with the same id; one of them may be missing. */
  interface Pairs {
    void take(String id, @Nullable Document left, @Nullable Document right);
  }

  /** Reads two collections side by side in the order of their ids, a batch of each in memory. */
  static void join(Documents left, Documents right, Pairs pairs) {
    try (var lefts = left.byId();
        var rights = right.byId()) {
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

  /** ASCII in all collections, so that Java's order is the server's. */
  private static String id(Document document) {
    return document.getString("_id");
  }
}
