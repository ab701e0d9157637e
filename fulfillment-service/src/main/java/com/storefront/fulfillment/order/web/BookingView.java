package com.storefront.fulfillment.order.web;

import com.storefront.fulfillment.carrier.Booking;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A label that is being booked, as JSON. */
@Schema(name = "Booking")
record BookingView(
    @Schema(example = "UPS") String carrier,
    @Schema(example = "2026-11-23T10:15:30.123Z") Instant requestedAt,
    @Schema(description = "Who requested it.", example = "anonymous") String actor,
    @Schema(
            description = "Failed attempts since it was requested or retried by a person.",
            example = "1")
        int attempts,
    @Schema(description = "Null if it is stuck.", example = "2026-11-23T10:16:30.123Z")
        @Nullable Instant nextAttemptAt,
    @Schema(
            description = "Why the last attempt failed; null before it.",
            example = "The carrier answered 503.")
        @Nullable String lastError,
    @Schema(
            description =
                "Since when it is stuck: no further attempt is made unless it is retried by a"
                    + " person. Null if it is not.",
            example = "2026-11-23T17:26:30.123Z")
        @Nullable Instant stuckSince) {

  static @Nullable BookingView of(@Nullable Booking booking) {
    return booking == null
        ? null
        : new BookingView(
            booking.carrier(),
            booking.requestedAt(),
            booking.actor(),
            booking.attempts(),
            booking.nextAttemptAt(),
            booking.lastError(),
            booking.stuckSince());
  }
}
