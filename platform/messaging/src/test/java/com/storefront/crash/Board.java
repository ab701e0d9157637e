package com.storefront.crash;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.EventHandler;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.messaging.consumer.Subscribes;
import java.util.ArrayList;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/** Consumes the moves of trains and stores each stop once, by its sequence. */
@Subscribes(topic = Train.TOPIC, type = "TrainMoved")
class Board implements EventHandler<Train.Moved> {

  static final String COLLECTION = "boards";

  /** An event with this stop is rejected. */
  static final String UNKNOWN_STOP = "Atlantis";

  private final MongoOperations mongo;

  Board(MongoOperations mongo) {
    this.mongo = mongo;
  }

  @Override
  public String subject(Train.Moved moved) {
    return moved.id();
  }

  @Override
  public void on(EventBatch<Train.Moved> batch) {
    var writes = new ArrayList<WriteModel<Document>>();
    for (ReceivedEvent<Train.Moved> received : batch) {
      if (received.event().stop().equals(UNKNOWN_STOP)) {
        batch.reject(received, "unknown stop");
      } else {
        writes.add(
            new UpdateOneModel<>(
                Filters.eq("_id", received.subject()),
                Updates.setOnInsert("sequence", 0L),
                new UpdateOptions().upsert(true)));
        writes.add(
            new UpdateOneModel<>(
                Filters.and(
                    Filters.eq("_id", received.subject()),
                    Filters.lt("sequence", received.sequence())),
                Updates.combine(
                    Updates.set("sequence", received.sequence()),
                    Updates.push(
                        "stops",
                        new Document("sequence", received.sequence())
                            .append("stop", received.event().stop())))));
      }
    }
    if (!writes.isEmpty()) {
      mongo.getCollection(COLLECTION).bulkWrite(writes);
    }
  }
}
