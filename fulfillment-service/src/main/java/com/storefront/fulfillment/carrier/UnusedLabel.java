package com.storefront.fulfillment.carrier;

import java.time.Duration;
import java.time.Instant;

/**
 * A label that is not used, because its booking was ended: the carrier is to cancel it.
 *
 * @param key of the booking
 */
public record UnusedLabel(String key, Instant cancelAt) {

  /** Longer than a call takes, because the label may be booked while its booking is ended. */
  private static final Duration DELAY = Duration.ofMinutes(1);

  private static final Duration REPEAT_AFTER = Duration.ofHours(1);

  static UnusedLabel of(Booking ended, Instant now) {
    return new UnusedLabel(ended.key(), now.plus(DELAY));
  }

  UnusedLabel again(Instant now) {
    return new UnusedLabel(key, now.plus(REPEAT_AFTER));
  }
}
