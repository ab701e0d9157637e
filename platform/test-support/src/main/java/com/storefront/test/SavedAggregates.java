package com.storefront.test;

import com.storefront.messaging.aggregate.Aggregate;
import org.jspecify.annotations.Nullable;
import org.springframework.test.util.ReflectionTestUtils;

/** Replaces {@code AggregateStore} in tests that need no database. */
public final class SavedAggregates {

  private SavedAggregates() {}

  /** Brings an aggregate into the state that it has after it was saved. */
  public static <T extends Aggregate> T saved(T aggregate) {
    ReflectionTestUtils.invokeMethod(aggregate, "markSaved");
    return aggregate;
  }

  /** The event that saving would publish; null if it would publish none, or a tombstone. */
  public static @Nullable Object eventOf(Aggregate aggregate) {
    Object registered = ReflectionTestUtils.getField(aggregate, Aggregate.class, "registered");
    return registered == null ? null : ReflectionTestUtils.getField(registered, "event");
  }
}
