package com.storefront.crash;

import com.storefront.messaging.aggregate.Aggregate;
import com.storefront.messaging.outbox.Publishes;
import java.time.Instant;
import org.springframework.data.mongodb.core.mapping.Document;

/** A train that moves from stop to stop. */
@Document(Train.COLLECTION)
@Publishes(topic = Train.TOPIC, type = "TrainMoved")
class Train extends Aggregate {

  static final String COLLECTION = "trains";
  static final String TOPIC = "trains.moved";

  /** The name of its timer. */
  static final String DEPARTURE = "departure";

  private String stop = "";

  Train(String id) {
    super(id);
  }

  Train schedule(String timer, Instant at) {
    scheduleTimer(timer, at);
    return this;
  }

  Train moveTo(String stop) {
    this.stop = stop;
    registerEvent(new Moved(id(), nextVersion(), stop));
    return this;
  }

  Train moveWithoutEventTo(String stop) {
    this.stop = stop;
    return this;
  }

  String stop() {
    return stop;
  }

  record Moved(String id, long sequence, String stop) {}
}
