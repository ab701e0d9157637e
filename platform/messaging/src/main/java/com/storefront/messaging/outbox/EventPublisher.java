package com.storefront.messaging.outbox;

import com.storefront.messaging.EventHeaders;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Sends outbox entries to Kafka as JSON values with CloudEvents 1.0 binary headers.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">CloudEvents
 *     Kafka binding</a>
 */
class EventPublisher {

  private final KafkaTemplate<String, byte[]> kafka;
  private final String serviceUri;

  /**
   * @param serviceUri of this service, {@code ce_source}
   */
  EventPublisher(KafkaTemplate<String, byte[]> kafka, String serviceUri) {
    this.kafka = kafka;
    this.serviceUri = serviceUri;
  }

  /**
   * Sends an event.
   *
   * @param id of the document, the record's key
   * @param leaseTerm of the sending relay, for diagnosis
   * @return completed with null when the broker has acknowledged the event, else with the failure;
   *     at the latest after the producer's {@code delivery.timeout.ms}
   */
  CompletableFuture<@Nullable Throwable> send(
      Publication publication, String id, OutboxEntry entry, long leaseTerm) {
    try {
      return kafka
          .send(toRecord(publication, id, entry, leaseTerm))
          .handle((sent, failure) -> unwrapped(failure));
    } catch (KafkaException | org.apache.kafka.common.KafkaException refused) {
      return CompletableFuture.completedFuture(unwrapped(refused));
    }
  }

  private ProducerRecord<String, byte[]> toRecord(
      Publication publication, String id, OutboxEntry entry, long leaseTerm) {
    var event = new ProducerRecord<String, byte[]>(publication.topic(), id, entry.value());
    Headers headers = event.headers();
    EventHeaders.set(headers, EventHeaders.SPEC_VERSION, "1.0");
    EventHeaders.set(headers, EventHeaders.ID, entry.eventId());
    EventHeaders.set(headers, EventHeaders.TYPE, publication.eventType());
    EventHeaders.set(headers, EventHeaders.SOURCE, serviceUri);
    EventHeaders.set(headers, EventHeaders.SUBJECT, id);
    EventHeaders.set(headers, EventHeaders.TIME, entry.at().toString());
    EventHeaders.set(headers, EventHeaders.SEQUENCE, Long.toString(entry.sequence()));
    EventHeaders.set(headers, EventHeaders.RELAY_EPOCH, Long.toString(leaseTerm));
    if (entry.payload() != null) {
      EventHeaders.set(headers, EventHeaders.CONTENT_TYPE, "application/json");
    }
    if (entry.traceParent() != null) {
      EventHeaders.set(headers, EventHeaders.TRACE_PARENT, entry.traceParent());
    }
    return event;
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
    Throwable cause = failure == null ? null : failure.getCause();
    boolean wraps = failure instanceof CompletionException || failure instanceof KafkaException;
    return wraps && cause != null ? unwrapped(cause) : failure;
  }

  /** Whether sending the same event again would fail again. */
  static boolean isPermanent(Throwable failure) {
    return failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException
        || failure instanceof InvalidRecordException
        || failure instanceof SerializationException;
  }
}
