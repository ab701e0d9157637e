package com.storefront.messaging.outbox;

/** Stands in for the store where a test needs no database. */
public final class Saving {

  private Saving() {}

  /** What saving makes of an aggregate in memory. */
  public static <T extends Aggregate> T saved(T aggregate) {
    aggregate.savedAs(aggregate.nextVersion());
    return aggregate;
  }

  /** The event that saving would publish, or null where it would publish none. */
  public static Object eventOf(Aggregate aggregate) {
    Aggregate.RegisteredEvent registered = aggregate.registered();
    return registered == null ? null : registered.event();
  }
}
