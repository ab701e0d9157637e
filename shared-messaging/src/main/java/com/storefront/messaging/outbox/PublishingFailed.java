package com.storefront.messaging.outbox;

/** An event was not acknowledged by the broker; it stays in the outbox. */
class PublishingFailed extends RuntimeException {

  PublishingFailed(String topic, Throwable cause) {
    super("no acknowledgement from %s: %s".formatted(topic, cause), cause);
  }
}
