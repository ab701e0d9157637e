package com.storefront.benchmarks.publishing;

import com.storefront.messaging.Patience;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting within bounds, at a pace of its own: to look often would be a load beside the load. */
public final class Waiting {

  private Waiting() {}

  /**
   * Returns once the condition is true.
   *
   * @param what is awaited, in words that follow "no"
   * @throws IllegalStateException if it does not come true in time
   */
  public static void until(
      BooleanSupplier condition, Duration pace, Duration longest, String what) {
    if (!Patience.await(longest, pace, condition)) {
      throw new IllegalStateException("no %s after %s".formatted(what, longest));
    }
  }
}
