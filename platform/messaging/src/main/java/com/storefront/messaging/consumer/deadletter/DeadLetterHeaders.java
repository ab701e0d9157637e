package com.storefront.messaging.consumer.deadletter;

import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.Printable;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of a dead letter: those of the record that failed, its origin and the cause. */
public final class DeadLetterHeaders {

  private DeadLetterHeaders() {}

  /**
   * @param cause for an operator; without personal data
   * @param attempts how often the record was delivered
   * @param group the consumer group that could not apply the record
   */
  public static Headers of(
      ConsumerRecord<?, ?> failed, String cause, int attempts, String group, Instant time) {
    var headers = new RecordHeaders();
    for (Header header : failed.headers()) {
      if (!header.key().startsWith(DeadLetter.HEADER_PREFIX)) {
        headers.add(header);
      }
    }
    describe(headers, failed, cause, attempts, group, time);
    return headers;
  }

  static void describe(
      Headers headers,
      ConsumerRecord<?, ?> failed,
      String cause,
      int attempts,
      String group,
      Instant time) {
    EventHeaders.set(headers, DeadLetter.CAUSE, Printable.of(cause, DeadLetter.MAX_CAUSE_LENGTH));
    EventHeaders.set(headers, DeadLetter.TOPIC, failed.topic());
    EventHeaders.set(headers, DeadLetter.PARTITION, Integer.toString(failed.partition()));
    EventHeaders.set(headers, DeadLetter.OFFSET, Long.toString(failed.offset()));
    EventHeaders.set(headers, DeadLetter.ATTEMPTS, Integer.toString(attempts));
    EventHeaders.set(headers, DeadLetter.GROUP, group);
    EventHeaders.set(headers, DeadLetter.TIME, time.toString());
  }
}
