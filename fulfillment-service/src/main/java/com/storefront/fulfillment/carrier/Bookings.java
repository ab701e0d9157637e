package com.storefront.fulfillment.carrier;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The bookings of one order.
 *
 * @param open the booking that is neither booked nor ended; null if there is none
 * @param steps what persons did, the oldest first
 * @param unused the labels of bookings that were ended, as far as they may be booked
 */
public record Bookings(@Nullable Booking open, List<BookingStep> steps, List<UnusedLabel> unused) {

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

  /** Records an attempt without a label: it is repeated, unless it was the last one. */
  public Bookings notBooked(
      BookingAnswer.NotBooked answer, List<Duration> retryAfter, Instant now) {
    return withOpen(requireOpen().after(answer, retryAfter, now));
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
    return end(now).with(new BookingStep(BookingStep.Action.SKIPPED, now, actor, note));
  }

  /** Ends the booking, if one is open. Its label may be booked, or just be being booked. */
  public Bookings end(Instant now) {
    return open == null
        ? this
        : new Bookings(
            null,
            steps,
            Stream.concat(unused.stream(), Stream.of(UnusedLabel.of(open, now))).toList());
  }

  /** Ends the booking and removes free text. */
  public Bookings withoutPersonalData(Instant now) {
    return new Bookings(
        null, steps.stream().map(BookingStep::withoutNote).toList(), end(now).unused());
  }

  /** The label that the carrier is to cancel next. */
  public UnusedLabel nextUnused() {
    return unused.stream().min(Comparator.comparing(UnusedLabel::cancelAt)).orElseThrow();
  }

  /** Records whether the carrier cancelled that label; if not, it is asked again later. */
  public Bookings cancelled(boolean isCancelled, Instant now) {
    UnusedLabel label = nextUnused();
    Stream<UnusedLabel> others = unused.stream().filter(each -> !each.equals(label));
    Stream<UnusedLabel> left = isCancelled ? Stream.of() : Stream.of(label.again(now));
    return new Bookings(open, steps, Stream.concat(others, left).toList());
  }

  /** When the label is to be booked; empty if no attempt is left, or no booking is open. */
  public Optional<Instant> nextAttemptAt() {
    return Optional.ofNullable(open).map(Booking::nextAttemptAt);
  }

  /** When a label is to be cancelled. */
  public Optional<Instant> nextCancellationAt() {
    return unused.stream().map(UnusedLabel::cancelAt).min(Comparator.naturalOrder());
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
