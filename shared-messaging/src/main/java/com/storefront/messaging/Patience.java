package com.storefront.messaging;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for a condition, within bounds. */
public final class Patience {

  private static final long PAUSE_MILLIS = 10;

  private Patience() {}

  /** Whether the condition came true in time. */
  public static boolean await(Duration longest, BooleanSupplier condition) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
