package com.storefront.fulfillment.carrier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person did with a booking.
 *
 * @param actor who did it
 * @param note the reason, as free text
 */
public record BookingStep(Action action, Instant at, String actor, @Nullable String note) {

  /** Kinds of steps. */
  public enum Action {
    REQUESTED,
    RETRIED,
    SKIPPED
  }

  BookingStep withoutNote() {
    return new BookingStep(action, at, actor, null);
  }
}
