package com.storefront.messaging;

import java.time.Duration;
import java.time.Instant;

/** The age of an event for metrics. Its time can be any, but a timer takes at most 292 years. */
public final class EventAge {

  private static final Duration MAX = Duration.ofDays(365);

  private EventAge() {}

  /** Returns the time since the event, from zero to a year. */
  public static Duration at(Instant now, Instant event) {
    Duration age = Duration.between(event, now);
    if (age.isNegative()) {
      return Duration.ZERO;
    }
    return age.compareTo(MAX) < 0 ? age : MAX;
  }
}
