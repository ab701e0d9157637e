package com.storefront.events.order;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * The status of an order changed.
 *
 * @param timestamp when, in milliseconds since 1970-01-01T00:00Z
 * @param note the reason, if one was given
 * @param actor who changed it: the subject of the caller's token, {@value #SYSTEM}, or {@code
 *     anonymous} where no token is required; null in events of earlier versions
 */
public record OrderStatusEvent(
    long timestamp,
    OrderStatusType orderStatusType,
    @Nullable String note,
    @JsonPropertyDescription(
            "Who changed it: the subject of a token, `anonymous` or `system`; null if unknown.")
        @Nullable String actor) {

  /** The actor of a change that a service makes by itself. */
  public static final String SYSTEM = "system";

  /** The longest note that services accept. */
  public static final int MAX_NOTE_LENGTH = 500;

  /** The notes that services accept: without control characters. */
  public static final String NOTE_PATTERN = "^[^\\u0000-\\u001F\\u007F-\\u009F]*$";

  public OrderStatusEvent {
    requireNonNull(orderStatusType, "orderStatusType");
    if (timestamp <= 0) {
      throw new IllegalArgumentException("timestamp must be positive, is " + timestamp);
    }
  }
}
