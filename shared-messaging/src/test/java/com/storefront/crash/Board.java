package com.storefront.crash;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.storefront.messaging.follower.Fact;
import com.storefront.messaging.follower.Facts;
import com.storefront.messaging.follower.Follower;
import com.storefront.messaging.follower.Follows;
import java.util.ArrayList;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** Follows the trains and notes every stop under the train, each once, by its sequence. */
@Follows(topic = Train.TOPIC)
class Board implements Follower<Train.Moved> {

  static final String COLLECTION = "boards";

  /** A stop that the board can't believe in. */
  static final String UNBELIEVABLE = "Atlantis";

  private final MongoOperations mongo;

  Board(MongoOperations mongo) {
    this.mongo = mongo;
  }

  @Override
  public String subject(Train.Moved moved) {
    return moved.id();
  }

  @Override
  public void on(Facts<Train.Moved> facts) {
    var writes = new ArrayList<WriteModel<Document>>();
    for (Fact<Train.Moved> fact : facts) {
      if (fact.event().stop().equals(UNBELIEVABLE)) {
        facts.reject(fact, "there is no such stop");
      } else {
        writes.add(
            new UpdateOneModel<>(
                Filters.eq("_id", fact.subject()),
                Updates.setOnInsert("sequence", 0L),
                new UpdateOptions().upsert(true)));
        writes.add(
            new UpdateOneModel<>(
                Filters.and(
                    Filters.eq("_id", fact.subject()), Filters.lt("sequence", fact.sequence())),
                Updates.combine(
                    Updates.set("sequence", fact.sequence()),
                    Updates.push(
                        "stops",
                        new Document("sequence", fact.sequence())
                            .append("stop", fact.event().stop())))));
      }
    }
    if (!writes.isEmpty()) {
      mongo.getCollection(COLLECTION).bulkWrite(writes);
    }
  }
}
