package com.storefront.fulfillment.carrier;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The bookings of one order.
 *
 * @param open the booking that is neither booked nor ended; null if there is none
 * @param steps what persons did, the oldest first
 * @param unused the keys of bookings that were ended: the carrier may have booked their labels and
 *     is to cancel them
 */
public record Bookings(@Nullable Booking open, List<BookingStep> steps, List<String> unused) {

  /** Of an order whose label was never booked. */
  public static final Bookings NONE = new Bookings(null, List.of(), List.of());

  /** The most requests and repetitions of one order. */
  static final int MAX_STEPS = 200;

  public Bookings {
    steps = List.copyOf(steps);
    unused = List.copyOf(unused);
  }

  /**
   * Opens a booking, whose first attempt is due at once.
   *
   * @throws BookingNotAllowed if a booking is open
   */
  public Bookings request(
      String key, String carrier, Instant now, String actor, @Nullable String note) {
    if (open != null) {
      throw new BookingNotAllowed(
          "A label is being booked already. Wait for it, or end the booking first.");
    }
    requireRoom();
    return withOpen(Booking.requested(key, carrier, now, actor, note))
        .with(new BookingStep(BookingStep.Action.REQUESTED, now, actor, note));
  }

  /**
   * Records an answer without a label: a failed attempt is repeated, unless it was the last one.
   */
  public Bookings notBooked(BookingAnswer answer, List<Duration> retryAfter, Instant now) {
    Booking booking = requireOpen();
    if (answer instanceof BookingAnswer.Failed failed) {
      return withOpen(booking.failed(failed.error(), retryAfter, now));
    }
    return answer instanceof BookingAnswer.Refused refused
        ? withOpen(booking.refused(refused.error(), now))
        : this;
  }

  /** Records that the label is booked. */
  public Bookings booked() {
    return withOpen(null);
  }

  /**
   * Begins again with an attempt that is due at once.
   *
   * @throws BookingNotAllowed if no booking is open
   */
  public Bookings retry(Instant now, String actor, @Nullable String note) {
    Booking retried = requireOpen().retried(now);
    requireRoom();
    return withOpen(retried).with(new BookingStep(BookingStep.Action.RETRIED, now, actor, note));
  }

  /**
   * Ends the booking, because a person decided so.
   *
   * @throws BookingNotAllowed if no booking is open
   */
  public Bookings skip(Instant now, String actor, @Nullable String note) {
    requireOpen();
    return end().with(new BookingStep(BookingStep.Action.SKIPPED, now, actor, note));
  }

  /** Ends the booking, if one is open. */
  public Bookings end() {
    return open == null
        ? this
        : new Bookings(null, steps, Stream.concat(unused.stream(), Stream.of(open.key())).toList());
  }

  /** Ends the booking and removes free text. */
  public Bookings withoutPersonalData() {
    Bookings ended = end();
    return new Bookings(
        null, steps.stream().map(BookingStep::withoutNote).toList(), ended.unused());
  }

  /** Records that the carrier has cancelled the first of the unused labels. */
  public Bookings withoutFirstUnused() {
    return new Bookings(open, steps, unused.subList(1, unused.size()));
  }

  /**
   * @throws BookingNotAllowed if no booking is open
   */
  public Booking requireOpen() {
    if (open == null) {
      throw new BookingNotAllowed("No label is being booked.");
    }
    return open;
  }

  private void requireRoom() {
    if (steps.size() >= MAX_STEPS) {
      throw new BookingNotAllowed(
          "The bookings of this order were changed %d times, as often as they may."
              .formatted(steps.size()));
    }
  }

  private Bookings withOpen(@Nullable Booking booking) {
    return new Bookings(booking, steps, unused);
  }

  private Bookings with(BookingStep step) {
    return new Bookings(open, Stream.concat(steps.stream(), Stream.of(step)).toList(), unused);
  }
}
