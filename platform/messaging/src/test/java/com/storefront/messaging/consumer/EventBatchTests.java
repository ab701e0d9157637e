package com.storefront.messaging.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventBatchTests {

  private final ReceivedEvent<String> event =
      new ReceivedEvent<>("1", 1, "event", Instant.EPOCH, "topic~0~1", "content");
  private final EventBatch<String> batch = new EventBatch<>(List.of(event));

  /** A handler can name the id of an event, which its producer chose. */
  @Test
  void escapesAndBoundsTheCauseOfARejection() {
    batch.reject(event, "requested by \r\n\u001B[31m" + "x".repeat(1000));

    assertThat(batch.rejection(event))
        .startsWith("requested by \\u000D\\u000A\\u001B[31mxxx")
        .hasSizeLessThan(510);
  }
}
