package com.storefront.messaging.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.messaging.EventHeaders;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterTests {

  /** A producer can write anything to a dead-letter topic. */
  @Test
  void isPrintableAndBoundedButForThePayload() {
    String untrusted = "a\u001B[31m\u0007\nb" + "x".repeat(10_000);
    var record = new ConsumerRecord<>("topic-dlt", 0, 1, untrusted.getBytes(UTF_8), new byte[0]);
    for (String name :
        List.of("ce_id", "dlt_cause", "dlt_partition", "dlt_offset", "dlt_attempts", "dlt_time")) {
      EventHeaders.set(record.headers(), name, untrusted);
    }

    DeadLetter letter = DeadLetter.of(record);

    assertThat(
            List.of(
                letter.key(),
                letter.eventId(),
                letter.cause(),
                letter.partition(),
                letter.offset(),
                letter.attempts(),
                letter.time()))
        .allSatisfy(
            text ->
                assertThat(text)
                    .startsWith("a\\u001B[31m\\u0007\\u000Abxxx")
                    .hasSizeLessThanOrEqualTo(501));
  }
}
