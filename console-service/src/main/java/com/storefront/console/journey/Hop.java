package com.storefront.console.journey;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of an order's events from one service to another.
 *
 * @param from the service that publishes
 * @param to the service that consumes
 * @param partition that contains all records of the order
 * @param searchedFrom the first offset that was searched; older records were not
 * @param end the offset after the last record of the partition
 * @param consumedTo the first offset that the consumer has not consumed; null if it has consumed
 *     nothing yet
 * @param records of the order, the oldest first
 */
record Hop(
    String topic,
    String from,
    String to,
    int partition,
    long searchedFrom,
    long end,
    @Nullable Long consumedTo,
    List<Sighting> records) {

  /**
   * A record of the order.
   *
   * @param sequence the version of the document at the service that publishes
   * @param traceparent W3C trace context of the request that caused the event
   */
  record Sighting(
      long offset,
      @Nullable String eventId,
      @Nullable String sequence,
      @Nullable String time,
      @Nullable String traceparent,
      boolean isConsumed) {}
}
