package com.storefront.messaging;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for a condition by checking it repeatedly. */
public final class Polling {

  private static final Duration INTERVAL = Duration.ofMillis(10);

  private Polling() {}

  /** Whether the condition became true within the time. */
  public static boolean await(Duration timeout, BooleanSupplier condition) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      try {
        Thread.sleep(INTERVAL.toMillis());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
