package com.storefront.messaging;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for a condition, within bounds. */
public final class Patience {

  private static final Duration PAUSE = Duration.ofMillis(10);

  private Patience() {}

  /** Whether the condition came true in time. */
  public static boolean await(Duration longest, BooleanSupplier condition) {
    return await(longest, PAUSE, condition);
  }

  /**
   * Whether the condition came true in time.
   *
   * @param pause between two looks, where to look costs something
   */
  public static boolean await(Duration longest, Duration pause, BooleanSupplier condition) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      try {
        Thread.sleep(pause.toMillis());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
