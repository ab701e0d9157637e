package com.storefront.messaging.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Sets records aside on {@code <topic>-dlt}, as they came, with why and from where.
 *
 * <p>Headers: {@code dlt_cause}, {@code dlt_topic}, {@code dlt_partition}, {@code dlt_offset},
 * {@code dlt_attempts}, {@code dlt_group} and {@code dlt_time} (RFC 3339), all UTF-8 text; the
 * record's own headers, key and value are kept. Of a record that is too large with them only the
 * key's beginning and these are kept, and {@code dlt_truncated}; the rest lies where it came from.
 */
public class DeadLetters {

  /** Appended to a topic's name. */
  public static final String SUFFIX = "-dlt";

  /** Counts the records set aside, tagged with their topic. */
  public static final String METRIC = "storefront.dead.letters";

  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String TRUNCATED = "dlt_truncated";
  private static final int LONGEST_TEXT = 500;

  private final KafkaTemplate<String, byte[]> kafka;
  private final MeterRegistry meters;
  private final Clock clock;
  private final String group;

  /**
   * @param group the consumer group that could not apply the records
   */
  public DeadLetters(
      KafkaTemplate<String, byte[]> kafka, MeterRegistry meters, Clock clock, String group) {
    this.kafka = kafka;
    this.meters = meters;
    this.clock = clock;
    this.group = group;
  }

  /**
   * Returns when the broker has the record.
   *
   * @param cause for people, without personal data
   * @param attempts how often it was tried to apply it
   * @throws DeadLetterUndelivered if the broker doesn't take it; the record is to be read again
   */
  public void add(ConsumerRecord<String, byte[]> failed, String cause, int attempts) {
    var letter =
        new ProducerRecord<String, byte[]>(failed.topic() + SUFFIX, failed.key(), failed.value());
    failed.headers().forEach(letter.headers()::add);
    describe(letter.headers(), failed, cause, attempts);
    try {
      send(letter);
    } catch (RecordTooLargeException tooLarge) {
      var truncated =
          new ProducerRecord<String, byte[]>(letter.topic(), shortened(failed.key()), null);
      describe(truncated.headers(), failed, cause, attempts);
      put(truncated.headers(), TRUNCATED, "true");
      send(truncated);
    }
    meters.counter(METRIC, "topic", failed.topic()).increment();
    log.warn(
        "Set aside {}-{}@{} after {} attempts: {}",
        failed.topic(),
        failed.partition(),
        failed.offset(),
        attempts,
        cause);
  }

  private void describe(
      Headers headers, ConsumerRecord<String, byte[]> failed, String cause, int attempts) {
    put(headers, "dlt_cause", shortened(cause));
    put(headers, "dlt_topic", failed.topic());
    put(headers, "dlt_partition", Integer.toString(failed.partition()));
    put(headers, "dlt_offset", Long.toString(failed.offset()));
    put(headers, "dlt_attempts", Integer.toString(attempts));
    put(headers, "dlt_group", group);
    put(headers, "dlt_time", clock.instant().toString());
  }

  private static String shortened(@Nullable String text) {
    return text == null ? "" : text.substring(0, Math.min(text.length(), LONGEST_TEXT));
  }

  private static void put(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(UTF_8));
  }

  /** Whether this letter tells only where its record lies. */
  static boolean isTruncated(ConsumerRecord<?, ?> letter) {
    return letter.headers().lastHeader(TRUNCATED) != null;
  }

  private void send(ProducerRecord<String, byte[]> letter) {
    try {
      kafka.send(letter).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException refused) {
      if (NestedExceptionUtils.getMostSpecificCause(refused)
          instanceof RecordTooLargeException tooLarge) {
        throw tooLarge;
      }
      throw new DeadLetterUndelivered(letter.topic(), refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DeadLetterUndelivered(letter.topic(), interrupted);
    }
  }
}
