package com.storefront.messaging.outbox;

import com.mongodb.client.model.CountOptions;
import com.storefront.messaging.Polling;
import java.time.Duration;
import org.springframework.data.mongodb.core.MongoOperations;

/** Waits for the publication of changes. Only for samples and tests; a service need not wait. */
public class OutboxProgress {

  private final MongoOperations mongo;

  OutboxProgress(MongoOperations mongo) {
    this.mongo = mongo;
  }

  /**
   * Waits until no event of this type of document is pending, except those that can never be
   * published.
   *
   * @return false after the timeout
   */
  public boolean awaitPublished(Class<?> documentType, Duration timeout) {
    var collection = mongo.getCollection(mongo.getCollectionName(documentType));
    var one = new CountOptions().hint(PendingOutboxes.INDEX).limit(1);
    return Polling.await(
        timeout, () -> collection.countDocuments(PendingOutboxes.IS_PUBLISHABLE, one) == 0);
  }
}
