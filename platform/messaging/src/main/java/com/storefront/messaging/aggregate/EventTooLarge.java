package com.storefront.messaging.aggregate;

/** The event of a change exceeds the largest size; nothing was saved. */
public class EventTooLarge extends RuntimeException {

  public EventTooLarge(String id, int bytes, int limit) {
    super(
        "The event of %s has %d bytes; at most %d are allowed. Reduce the change."
            .formatted(id, bytes, limit));
  }
}
