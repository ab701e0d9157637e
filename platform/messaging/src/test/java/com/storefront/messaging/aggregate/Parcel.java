package com.storefront.messaging.aggregate;

import com.storefront.messaging.outbox.Publishes;
import com.storefront.messaging.republish.Republishable;
import java.time.Instant;
import org.springframework.data.mongodb.core.mapping.Document;

/** An aggregate for tests: a parcel that publishes an event for each move. */
@Document("parcels")
@Publishes(topic = Parcel.TOPIC, type = "ParcelMoved")
public class Parcel extends Aggregate implements Republishable {

  public static final String TOPIC = "parcels.moved";

  /** The name of its timer. */
  public static final String INSPECTION = "inspection";

  /** The name of a timer whose handler waits for another system. */
  public static final String CLEARANCE = "clearance";

  private String place;
  private int weight;

  public Parcel(String id, String place) {
    super(id);
    this.place = place;
  }

  /** A new parcel with an event. */
  public static Parcel posted(String id, String place) {
    var parcel = new Parcel(id, place);
    parcel.registerEvent(new Moved(id, 1, place));
    return parcel;
  }

  /** A new parcel without an event. */
  public static Parcel withoutEvent(String id, String place) {
    return new Parcel(id, place);
  }

  public Parcel moveTo(String place) {
    this.place = place;
    registerEvent(new Moved(id(), nextVersion(), place));
    return this;
  }

  @Override
  public Moved newestEvent(long sequence) {
    return new Moved(id(), sequence, place);
  }

  /** A change without an event. */
  public Parcel weigh(int weight) {
    this.weight = weight;
    return this;
  }

  /** Schedules a timer; a change without an event. */
  public Parcel inspectAt(Instant at) {
    scheduleTimer(INSPECTION, at);
    return this;
  }

  /** Schedules the other timer; a change without an event. */
  public Parcel clearAt(Instant at) {
    scheduleTimer(CLEARANCE, at);
    return this;
  }

  public Parcel lose() {
    place = "";
    registerTombstone();
    return this;
  }

  public String place() {
    return place;
  }

  public int weight() {
    return weight;
  }

  public record Moved(String id, long sequence, String place) {}
}
