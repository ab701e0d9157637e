package com.storefront.messaging.outbox;

import org.springframework.data.mongodb.core.mapping.Document;

/** An aggregate for tests whose events carry its whole state. */
@Document("meters")
@Publishes(topic = "meters.read", type = "MeterRead", carriesState = true)
class Meter extends Aggregate {

  private long reading;

  Meter(String id) {
    super(id);
  }

  Meter read(long reading) {
    this.reading = reading;
    registerEvent(new Read(id(), nextVersion(), reading));
    return this;
  }

  Meter remove() {
    registerTombstone();
    return this;
  }

  long reading() {
    return reading;
  }

  record Read(String id, long sequence, long reading) {}
}
