package com.storefront.messaging.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Turns outbox entries into records and hands them to Kafka: JSON values under CloudEvents 1.0
 * binary headers.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">CloudEvents
 *     Kafka binding</a>
 */
class EventSender {

  private static final Duration USUAL_DELIVERY_TIMEOUT = Duration.ofMinutes(2);

  private final KafkaTemplate<String, byte[]> kafka;
  private final String serviceUri;

  /**
   * @param serviceUri who tells the facts, {@code ce_source}
   */
  EventSender(KafkaTemplate<String, byte[]> kafka, String serviceUri) {
    this.kafka = kafka;
    this.serviceUri = serviceUri;
  }

  ProducerRecord<String, byte[]> toRecord(
      Publication source, String aggregate, OutboxEntry entry, long epoch) {
    var event = new ProducerRecord<String, byte[]>(source.topic(), aggregate, entry.value());
    Headers headers = event.headers();
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_id", entry.eventId());
    add(headers, "ce_type", source.type());
    add(headers, "ce_source", serviceUri);
    add(headers, "ce_subject", aggregate);
    add(headers, "ce_time", entry.at().toString());
    add(headers, "ce_sequence", Long.toString(entry.sequence()));
    add(headers, "ce_relayepoch", Long.toString(epoch));
    if (entry.payload() != null) {
      add(headers, "content-type", "application/json");
    }
    if (entry.traceParent() != null) {
      add(headers, "traceparent", entry.traceParent());
    }
    return event;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }

  /**
   * @param done is told the failure, or null when the broker acknowledged; from any thread
   */
  void send(ProducerRecord<String, byte[]> event, Consumer<@Nullable Throwable> done) {
    try {
      kafka.send(event).whenComplete((sent, failure) -> done.accept(unwrapped(failure)));
    } catch (KafkaException | org.apache.kafka.common.KafkaException refused) {
      done.accept(unwrapped(refused));
    }
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
    Throwable cause = failure == null ? null : failure.getCause();
    boolean wraps = failure instanceof CompletionException || failure instanceof KafkaException;
    return wraps && cause != null ? unwrapped(cause) : failure;
  }

  /** After this long a record that was sent is acknowledged or failed. */
  Duration longestSend() {
    Object timeout =
        kafka
            .getProducerFactory()
            .getConfigurationProperties()
            .get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
    return timeout == null
        ? USUAL_DELIVERY_TIMEOUT
        : Duration.ofMillis(Long.parseLong(timeout.toString()));
  }
}
