package com.storefront.messaging.aggregate;

/** The aggregate has too many unpublished events; retry when Kafka is available. */
public class OutboxFull extends RuntimeException {

  public OutboxFull(String id, int limit) {
    super(
        "%s has %d unpublished events, the most that are allowed. Retry later."
            .formatted(id, limit));
  }
}
