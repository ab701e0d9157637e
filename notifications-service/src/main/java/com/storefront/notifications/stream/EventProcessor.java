package com.storefront.notifications.stream;

import static java.util.Objects.requireNonNull;

import com.storefront.messaging.Printable;
import com.storefront.messaging.consumer.EventDeserializer;
import com.storefront.messaging.consumer.InvalidRecord;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.messaging.consumer.deadletter.DeadLetterHeaders;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the events of one topic to a store, each once and in the order of their sequences.
 *
 * <p>An event that is not newer than the one that was applied is ignored. The topics are compacted
 * by offset and can repeat records, so an offset says nothing about the order of events.
 *
 * @param <E> the event
 * @param <T> what is forwarded
 */
public abstract class EventProcessor<E, T>
    implements Processor<byte[], byte[], String, Outcome<T>> {

  /** Ids of mails contain the id of a customer or of an order, and have at most 100 characters. */
  private static final int MAX_ID_LENGTH = 80;

  private static final Logger log = LoggerFactory.getLogger(EventProcessor.class);

  private final EventDeserializer<E> deserializer;
  private final Runnable deadLetters;

  private @Nullable ProcessorContext<String, Outcome<T>> context;

  /**
   * @param deadLetters counts a dead letter
   */
  protected EventProcessor(EventDeserializer<E> deserializer, Runnable deadLetters) {
    this.deserializer = deserializer;
    this.deadLetters = deadLetters;
  }

  @Override
  public void init(ProcessorContext<String, Outcome<T>> context) {
    this.context = context;
  }

  /** The newest event of the aggregate that was applied; null if there is none. */
  protected abstract @Nullable Applied applied(String subject);

  /** Applies an event that is newer than the one that was applied. */
  protected abstract void apply(ReceivedEvent<E> event);

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata origin = context().recordMetadata().orElseThrow();
    var received =
        new ConsumerRecord<>(
            origin.topic(),
            origin.partition(),
            origin.offset(),
            record.timestamp(),
            TimestampType.CREATE_TIME,
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            record.key(),
            record.value(),
            record.headers(),
            Optional.empty());
    String cause;
    try {
      cause = applyNewer(deserializer.read(received));
    } catch (InvalidRecord invalid) {
      cause = String.valueOf(invalid.getMessage());
    }
    if (cause != null) {
      reject(received, cause);
    }
  }

  /** Returns why the event cannot be applied; null if it was, or a newer one was. */
  private @Nullable String applyNewer(ReceivedEvent<E> event) {
    if (event.subject().length() > MAX_ID_LENGTH) {
      return "The key has more than %d characters.".formatted(MAX_ID_LENGTH);
    }
    Applied applied = applied(event.subject());
    if (applied == null || applied.sequence() < event.sequence()) {
      apply(event);
      return null;
    }
    boolean conflicts =
        applied.sequence() == event.sequence() && !applied.eventId().equals(event.eventId());
    return conflicts ? "Another event has the same sequence." : null;
  }

  private void reject(ConsumerRecord<byte[], byte[]> record, String cause) {
    deadLetters.run();
    log.warn(
        "{}-{}@{} is a dead letter: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        Printable.of(cause));
    Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
    context()
        .forward(
            new Record<>(
                "",
                Outcome.rejected(record.key(), record.value()),
                record.timestamp(),
                DeadLetterHeaders.of(record, cause, 1, context().applicationId(), now)));
  }

  protected void forward(String key, T result, Headers headers) {
    context()
        .forward(new Record<>(key, Outcome.of(result), context().currentSystemTimeMs(), headers));
  }

  protected ProcessorContext<String, Outcome<T>> context() {
    return requireNonNull(context);
  }
}
