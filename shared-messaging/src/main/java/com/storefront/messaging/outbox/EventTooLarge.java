package com.storefront.messaging.outbox;

/** The change would cause an event larger than may be published; nothing was saved. */
public class EventTooLarge extends RuntimeException {

  public EventTooLarge(String id, int bytes, int limit) {
    super("the event of %s would have %d bytes, %d are allowed".formatted(id, bytes, limit));
  }
}
