package com.storefront.launcher.lab;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The load, and the running check of its orders.
 *
 * @param perSecond orders that are sent each second
 * @param placed orders that were placed and approved; both were acknowledged
 * @param notPlaced orders that were refused, or whose acknowledgement did not arrive
 * @param arrived of the placed ones, those that fulfillment has
 * @param onTheirWay of the placed ones, those that fulfillment does not have yet
 * @param oldestSeconds how long the oldest of these is on its way
 * @param slowestMillis how long the slowest that arrived was on its way, at most
 * @param late the first orders that are on their way for longer than expected
 * @param verdict in words
 */
record LoadStatus(
    int perSecond,
    long placed,
    long notPlaced,
    long arrived,
    int onTheirWay,
    long oldestSeconds,
    long slowestMillis,
    List<String> late,
    String verdict) {

  /** Without a fault an order arrives sooner. */
  static final int EXPECTED_SECONDS = 10;

  /**
   * The verdict.
   *
   * @param failure why the load cannot be sent; null if it can
   * @param isFull whether so many orders are on their way that no more are sent
   * @param hasFault whether a fault is active
   */
  static String verdict(
      long placed,
      long arrived,
      long oldestSeconds,
      long slowestMillis,
      boolean isFull,
      boolean hasFault,
      @Nullable String failure) {
    if (failure != null) {
      return failure;
    }
    if (placed == 0) {
      return "No order was placed by the lab yet.";
    }
    long missing = placed - arrived;
    String arrivals =
        missing == 0
            ? "All %,d orders that were acknowledged are at fulfillment, the slowest after %.1f s at most."
                .formatted(placed, slowestMillis / 1000.0)
            : "%,d of %,d acknowledged orders are at fulfillment; on their way: %,d."
                .formatted(arrived, placed, missing);
    return arrivals + judgement(missing, oldestSeconds, isFull, hasFault);
  }

  private static String judgement(
      long missing, long oldestSeconds, boolean isFull, boolean hasFault) {
    if (missing == 0) {
      return " Nothing is lost.";
    }
    if (oldestSeconds < EXPECTED_SECONDS) {
      return " That is expected.";
    }
    return " The oldest is on its way for %d s. %s%s"
        .formatted(
            oldestSeconds,
            hasFault
                ? "A fault is active: they wait for its end, in an outbox or in Kafka."
                : "No fault is active: they must arrive soon, or Where is my order? has the reason.",
            isFull ? " No more orders are sent until some arrive." : "");
  }
}
