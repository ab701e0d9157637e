package com.storefront.messaging.consumer.deadletter;

import com.storefront.messaging.EventHeaders;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.SendResult;

/**
 * Publishes records that cannot be applied to the topic {@code <topic>-dlt}, with the cause and the
 * origin.
 *
 * <p>The bytes of key, value and headers of the record are kept. {@code dlt_cause}, {@code
 * dlt_topic}, {@code dlt_partition}, {@code dlt_offset}, {@code dlt_attempts}, {@code dlt_group}
 * and {@code dlt_time} (RFC 3339) are added, all UTF-8 text; other headers {@code dlt_*} are
 * removed, for example those of a dead letter that was copied to its topic of origin. Of a record
 * that is too large with them only its position and the beginning of its key are published, with
 * {@code dlt_truncated}.
 *
 * <p>spring-kafka's DeadLetterPublishingRecoverer is not used because it drops the cause of a send
 * that fails at once: a record that is too large would block its partition.
 */
public class DeadLetterPublisher implements AutoCloseable {

  private static final int MAX_KEY_LENGTH = 500;

  private final KafkaTemplate<byte[], byte[]> kafka;
  private final Clock clock;
  private final String group;

  /**
   * @param group the consumer group that could not apply the records
   */
  public DeadLetterPublisher(
      ProducerFactory<byte[], byte[]> producers,
      Clock clock,
      @Value("${spring.application.name}") String group) {
    this.kafka =
        new KafkaTemplate<>(
            producers,
            Map.of(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class));
    this.clock = clock;
    this.group = group;
  }

  /**
   * Publishes a dead letter.
   *
   * @param cause for an operator; without personal data
   * @param attempts how often the record was delivered
   * @return completed when the broker has acknowledged the dead letter. If it fails, the record
   *     must be read again
   */
  public CompletableFuture<?> publish(
      ConsumerRecord<byte[], byte[]> failed, String cause, int attempts) {
    String topic = failed.topic() + DeadLetter.TOPIC_SUFFIX;
    var deadLetter =
        new ProducerRecord<>(
            topic, null, failed.key(), failed.value(), describe(failed, cause, attempts));
    return send(deadLetter)
        .exceptionallyCompose(
            refused -> {
              if (!(NestedExceptionUtils.getMostSpecificCause(refused)
                  instanceof RecordTooLargeException)) {
                return CompletableFuture.failedFuture(refused);
              }
              var truncated =
                  new ProducerRecord<byte[], byte[]>(topic, truncated(failed.key()), null);
              DeadLetterHeaders.describe(
                  truncated.headers(), failed, cause, attempts, group, clock.instant());
              EventHeaders.set(truncated.headers(), DeadLetter.TRUNCATED, "true");
              return send(truncated);
            });
  }

  /** KafkaTemplate throws at once what the producer refuses. */
  private CompletableFuture<SendResult<byte[], byte[]>> send(
      ProducerRecord<byte[], byte[]> deadLetter) {
    try {
      return kafka.send(deadLetter);
    } catch (RuntimeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private Headers describe(ConsumerRecord<?, ?> failed, String cause, int attempts) {
    return DeadLetterHeaders.of(failed, cause, attempts, group, clock.instant());
  }

  private static byte @Nullable [] truncated(byte @Nullable [] key) {
    return key == null ? null : Arrays.copyOf(key, Math.min(key.length, MAX_KEY_LENGTH));
  }

  @Override
  public void close() {
    kafka.destroy();
  }
}
