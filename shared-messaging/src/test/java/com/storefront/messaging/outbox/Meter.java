package com.storefront.messaging.outbox;

import org.springframework.data.mongodb.core.mapping.Document;

/** An aggregate for tests whose events carry its whole state. */
@Document("meters")
@Publishes(topic = "meters.read", type = "MeterRead", carriesState = true)
class Meter extends Aggregate implements Republishable {

  private long reading;
  private boolean removed;

  Meter(String id) {
    super(id);
  }

  Meter read(long reading) {
    this.reading = reading;
    registerEvent(newestEvent(nextVersion()));
    return this;
  }

  @Override
  public Read newestEvent(long sequence) {
    return removed ? null : new Read(id(), sequence, reading);
  }

  Meter remove() {
    removed = true;
    registerTombstone();
    return this;
  }

  long reading() {
    return reading;
  }

  record Read(String id, long sequence, long reading) {}
}
