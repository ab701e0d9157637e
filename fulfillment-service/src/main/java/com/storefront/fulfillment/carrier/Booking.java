package com.storefront.fulfillment.carrier;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A label that is being booked with a carrier.
 *
 * @param key identifies the booking at the carrier; of an order that is booked again after a
 *     booking was ended, another one
 * @param actor who asked for it
 * @param note for the shipment, as free text
 * @param attempts that failed since the booking was requested, or retried by a person
 * @param nextAttemptAt null if it is stuck
 * @param lastError of the last attempt that failed
 * @param stuckSince when the last attempt failed; null while there are more
 */
public record Booking(
    String key,
    String carrier,
    Instant requestedAt,
    String actor,
    @Nullable String note,
    int attempts,
    @Nullable Instant nextAttemptAt,
    @Nullable String lastError,
    @Nullable Instant stuckSince) {

  static Booking requested(
      String key, String carrier, Instant now, String actor, @Nullable String note) {
    return new Booking(key, carrier, now, actor, note, 0, now, null, null);
  }

  /** After an attempt without a label: it is repeated, unless it was the last one. */
  Booking after(BookingAnswer.NotBooked answer, List<Duration> retryAfter, Instant now) {
    return answer.isFinal() || attempts >= retryAfter.size()
        ? with(attempts + 1, null, answer.error(), now)
        : with(attempts + 1, now.plus(retryAfter.get(attempts)), answer.error(), null);
  }

  /** Begins again with the first attempt. */
  Booking retried(Instant now) {
    return with(0, now, lastError, null);
  }

  private Booking with(
      int attempts, @Nullable Instant next, @Nullable String error, @Nullable Instant stuckSince) {
    return new Booking(key, carrier, requestedAt, actor, note, attempts, next, error, stuckSince);
  }
}
