package com.storefront.messaging.outbox;

import com.storefront.messaging.aggregate.Aggregate;
import com.storefront.messaging.republish.Republishable;
import org.springframework.data.mongodb.core.mapping.Document;

/** An aggregate for tests with event-carried state. */
@Document("meters")
@Publishes(topic = "meters.read", type = "MeterRead", eventCarriedState = true)
public class Meter extends Aggregate implements Republishable {

  private long reading;
  private boolean removed;

  public Meter(String id) {
    super(id);
  }

  public Meter read(long reading) {
    this.reading = reading;
    registerEvent(newestEvent(nextVersion()));
    return this;
  }

  @Override
  public Read newestEvent(long sequence) {
    return removed ? null : new Read(id(), sequence, reading);
  }

  public Meter remove() {
    removed = true;
    registerTombstone();
    return this;
  }

  public long reading() {
    return reading;
  }

  public record Read(String id, long sequence, long reading) {}
}
