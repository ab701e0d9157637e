package com.storefront.messaging.outbox;

import org.springframework.data.mongodb.core.mapping.Document;

/** An aggregate for tests: a parcel that is moved from place to place, and each move is told. */
@Document("parcels")
@Publishes(topic = Parcel.TOPIC, type = "ParcelMoved")
public class Parcel extends Aggregate implements Republishable {

  public static final String TOPIC = "parcels.moved";

  private String place;
  private int weight;

  Parcel(String id, String place) {
    super(id);
    this.place = place;
  }

  /** A new parcel, whose posting is told. */
  public static Parcel posted(String id, String place) {
    var parcel = new Parcel(id, place);
    parcel.registerEvent(new Moved(id, 1, place));
    return parcel;
  }

  /** A new parcel that nobody is told of. */
  public static Parcel unannounced(String id, String place) {
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

  /** A change that tells nothing. */
  Parcel weigh(int weight) {
    this.weight = weight;
    return this;
  }

  Parcel lose() {
    place = "";
    registerTombstone();
    return this;
  }

  public String place() {
    return place;
  }

  int weight() {
    return weight;
  }

  /** What is told of a parcel. */
  public record Moved(String id, long sequence, String place) {}
}
