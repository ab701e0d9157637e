package com.storefront.messaging.journey;

import com.storefront.messaging.consumer.EventHandler.AppliedEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the events of one id are in this service. Contains no payload.
 *
 * @param sources the documents that publish events under this id
 * @param copies what the documents of this service contain of the events of other services
 */
record Journey(List<Source> sources, List<Copy> copies) {

  /**
   * A document that publishes.
   *
   * @param sequence of its newest event; null if it has published none
   * @param eventId of its newest event
   * @param eventAt time of its newest event
   * @param pending events in its outbox, the oldest first
   * @param failingTimers timers whose handler failed
   */
  record Source(
      String topic,
      long version,
      @Nullable Long sequence,
      @Nullable String eventId,
      @Nullable Instant eventAt,
      List<Pending> pending,
      List<FailingTimer> failingTimers) {}

  /**
   * An event in the outbox.
   *
   * @param parked why it can never be published; null if it can
   */
  record Pending(@Nullable Long sequence, @Nullable Instant at, @Nullable String parked) {}

  /**
   * A timer whose handler failed.
   *
   * @param at when it runs next
   */
  record FailingTimer(String name, @Nullable Instant at, String failure) {}

  /** The events of a topic. */
  record Copy(String topic, List<AppliedEvent> events) {}
}
