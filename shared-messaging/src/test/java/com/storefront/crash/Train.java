package com.storefront.crash;

import com.storefront.messaging.outbox.Aggregate;
import com.storefront.messaging.outbox.Publishes;
import org.springframework.data.mongodb.core.mapping.Document;

/** A train that moves from stop to stop; followers are told of each. */
@Document("trains")
@Publishes(topic = Train.TOPIC, type = "TrainMoved")
class Train extends Aggregate {

  static final String TOPIC = "trains.moved";

  private String stop = "";

  Train(String id) {
    super(id);
  }

  Train moveTo(String stop) {
    this.stop = stop;
    registerEvent(new Moved(id(), nextVersion(), stop));
    return this;
  }

  /** Nobody is told. */
  Train slipTo(String stop) {
    this.stop = stop;
    return this;
  }

  String stop() {
    return stop;
  }

  /** What is told of a train. */
  record Moved(String id, long sequence, String stop) {}
}
