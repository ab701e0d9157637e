package com.storefront.messaging.outbox;

/** The aggregate has as many unpublished events as it may hold: try again when Kafka is back. */
public class OutboxFull extends RuntimeException {

  public OutboxFull(String id, int limit) {
    super("%s has %d unpublished events, which is the limit".formatted(id, limit));
  }
}
