package com.storefront.messaging.outbox;

import com.mongodb.client.model.CountOptions;
import com.storefront.messaging.Patience;
import java.time.Duration;
import org.springframework.data.mongodb.core.MongoOperations;

/** Tells those who must know that what was changed has been published. Nobody else should wait. */
public class OutboxProgress {

  private final MongoOperations mongo;

  OutboxProgress(MongoOperations mongo) {
    this.mongo = mongo;
  }

  /**
   * Waits until no event of this type of aggregate is pending, but what can never be published.
   *
   * @param patience how long at the most
   * @return whether that came about
   */
  public boolean awaitPublished(Class<? extends Aggregate> type, Duration patience) {
    var collection = mongo.getCollection(mongo.getCollectionName(type));
    var one = new CountOptions().hint(OutboxIndexes.PENDING).limit(1);
    return Patience.await(
        patience, () -> collection.countDocuments(OutboxIndexes.IS_SENDABLE, one) == 0);
  }
}
