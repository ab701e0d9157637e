package com.storefront.messaging.consumer;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event as it was delivered.
 *
 * @param subject the id of the aggregate; the key of the record
 * @param sequence the version of the aggregate after the change, from 1
 * @param eventId the same on every delivery of this event
 * @param time when the change was made
 * @param position of the record, written {@code topic~partition~offset}; a handler stores it beside
 *     the event id, so that an operator finds the record. A replayed dead letter has the position
 *     in its dead-letter topic
 * @param content the event; null on a tombstone, which means that the aggregate was deleted
 */
public record ReceivedEvent<E>(
    String subject,
    long sequence,
    String eventId,
    Instant time,
    String position,
    @Nullable E content) {

  public ReceivedEvent {
    requireNonNull(subject, "subject");
    requireNonNull(eventId, "eventId");
    requireNonNull(time, "time");
    requireNonNull(position, "position");
    if (sequence < 1) {
      throw new IllegalArgumentException("The sequence must be at least 1, but is " + sequence);
    }
  }

  /** Whether the aggregate was deleted. */
  public boolean isTombstone() {
    return content == null;
  }

  /**
   * The event.
   *
   * @throws IllegalStateException on a tombstone
   */
  public E event() {
    if (content == null) {
      throw new IllegalStateException("A tombstone has no content");
    }
    return content;
  }
}
