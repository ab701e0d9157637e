package com.storefront.messaging.follower;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event as it was delivered.
 *
 * @param subject the aggregate that it is about; the record's key
 * @param sequence the aggregate's version after the change, from 1
 * @param eventId the same on every delivery of this event
 * @param time when the change was made
 * @param content what happened; null tells that the aggregate was deleted
 */
public record Fact<E>(
    String subject, long sequence, String eventId, Instant time, @Nullable E content) {

  public Fact {
    requireNonNull(subject, "subject");
    requireNonNull(eventId, "eventId");
    requireNonNull(time, "time");
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence must be at least 1, is " + sequence);
    }
  }

  /** Whether this tells that the aggregate was deleted. */
  public boolean isTombstone() {
    return content == null;
  }

  /**
   * What happened.
   *
   * @throws IllegalStateException on a tombstone
   */
  public E event() {
    if (content == null) {
      throw new IllegalStateException("a tombstone has no content");
    }
    return content;
  }
}
