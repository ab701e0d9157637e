package com.storefront.messaging.timer;

import com.mongodb.MongoNamespace;
import com.storefront.messaging.Printable;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A timer whose handler fails.
 *
 * @param id of the document
 * @param due when it was to run first
 * @param next when it is tried again
 * @param attempts so far
 * @param failure of the last attempt
 */
record FailingTimer(
    String collection,
    String id,
    String name,
    @Nullable Instant due,
    @Nullable Instant next,
    int attempts,
    String failure) {

  static FailingTimer of(MongoNamespace collection, Document document, Document timer) {
    return new FailingTimer(
        collection.getCollectionName(),
        String.valueOf(document.get("_id")),
        String.valueOf(timer.get("name")),
        instant(timer.get("due")),
        instant(timer.get("at")),
        timer.get("attempts") instanceof Integer number ? number : 0,
        Printable.of(String.valueOf(timer.get("failure"))));
  }

  private static @Nullable Instant instant(@Nullable Object value) {
    return value instanceof Date date ? date.toInstant() : null;
  }
}
