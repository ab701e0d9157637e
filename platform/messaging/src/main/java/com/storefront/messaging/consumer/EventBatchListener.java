package com.storefront.messaging.consumer;

import com.storefront.messaging.TransientFailures;
import com.storefront.messaging.consumer.deadletter.DeadLetterPublisher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Passes the records of one topic to its {@link EventHandler} and publishes those that cannot be
 * applied as dead letters. The offsets of a batch are committed when {@link #onMessage} returns.
 *
 * <p>When the handler fails, the container delivers the batch again after a back-off. After {@value
 * #MAX_ATTEMPTS} attempts each record is applied alone and those that still fail become dead
 * letters. A transient failure is retried for ever: only if it repeats {@code suspectAfter} times
 * while the database accepts writes, it is attributed to a record too. Applying a record again is
 * safe because handlers apply every event once.
 */
final class EventBatchListener<E> implements BatchMessageListener<byte[], byte[]> {

  private static final int MAX_ATTEMPTS = 3;

  private final EventHandler<E> handler;
  private final EventDeserializer<E> deserializer;
  private final DeadLetterPublisher deadLetters;
  private final BooleanSupplier databaseAcceptsWrites;
  private final ConsumerTelemetry telemetry;
  private final ConsumerSettings settings;

  /** Deliveries of the present batch, counted for each consumer. */
  private final ThreadLocal<Integer> attempts = ThreadLocal.withInitial(() -> 0);

  EventBatchListener(
      EventHandler<E> handler,
      DeadLetterPublisher deadLetters,
      BooleanSupplier databaseAcceptsWrites,
      ConsumerTelemetry telemetry,
      ConsumerSettings settings) {
    this.handler = handler;
    this.deserializer = new EventDeserializer<>(handler);
    this.deadLetters = deadLetters;
    this.databaseAcceptsWrites = databaseAcceptsWrites;
    this.telemetry = telemetry;
    this.settings = settings;
  }

  /** The most records that are delivered together. */
  int maxRecords() {
    return handler.subscription().maxEvents();
  }

  @Override
  public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
    Instant start = telemetry.now();
    attempts.set(attempts.get() + 1);
    publish(applyOrIsolate(records));
    attempts.remove();
    telemetry.processed(records, start);
  }

  /**
   * Sends all before it waits for the first, so that many delay the next batch no more than one.
   */
  private void publish(Map<ConsumerRecord<byte[], byte[]>, String> refused) {
    List<CompletableFuture<?>> sent = new ArrayList<>();
    refused.forEach(
        (record, cause) -> sent.add(deadLetters.publish(record, cause, attempts.get())));
    sent.forEach(CompletableFuture::join);
    refused.forEach((record, cause) -> telemetry.published(record, cause, attempts.get()));
  }

  /** Applies the records of dead letters and returns those that still cannot be, with the cause. */
  Map<ConsumerRecord<byte[], byte[]>, String> replay(
      List<ConsumerRecord<byte[], byte[]>> deadLetters) {
    try {
      return apply(deadLetters);
    } catch (RuntimeException failure) {
      if (TransientFailures.isTransient(failure)) {
        throw failure;
      }
      if (deadLetters.size() == 1) {
        return Map.of(deadLetters.get(0), report(deadLetters.get(0), failure));
      }
      Map<ConsumerRecord<byte[], byte[]>, String> refused = new LinkedHashMap<>();
      deadLetters.forEach(record -> refused.putAll(replay(List.of(record))));
      return refused;
    }
  }

  /** Applies the records together; after too many failures each alone. */
  private Map<ConsumerRecord<byte[], byte[]>, String> applyOrIsolate(
      List<ConsumerRecord<byte[], byte[]>> records) {
    try {
      return apply(records);
    } catch (RuntimeException failure) {
      if (isRetried(failure)) {
        throw failure;
      }
      Map<ConsumerRecord<byte[], byte[]>, String> refused = new LinkedHashMap<>();
      if (records.size() == 1) {
        refused.put(records.get(0), report(records.get(0), failure));
      } else {
        records.forEach(record -> refused.putAll(applyOrIsolate(List.of(record))));
      }
      return refused;
    }
  }

  private boolean isRetried(RuntimeException failure) {
    int limit = TransientFailures.isTransient(failure) ? settings.suspectAfter() : MAX_ATTEMPTS;
    return attempts.get() < limit || !databaseAcceptsWrites.getAsBoolean();
  }

  /** Applies the valid records together and returns the others, each with its cause. */
  private Map<ConsumerRecord<byte[], byte[]>, String> apply(
      List<ConsumerRecord<byte[], byte[]>> records) {
    Map<ConsumerRecord<byte[], byte[]>, String> refused = new LinkedHashMap<>();
    Map<ConsumerRecord<byte[], byte[]>, ReceivedEvent<E>> events = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        events.put(record, deserializer.read(record));
      } catch (InvalidRecord invalid) {
        refused.put(record, String.valueOf(invalid.getMessage()));
      }
    }
    if (events.isEmpty()) {
      return refused;
    }
    var batch = new EventBatch<>(List.copyOf(events.values()));
    handler.on(batch);
    events.forEach(
        (record, event) -> {
          String cause = batch.rejection(event);
          if (cause == null) {
            telemetry.applied(event);
          } else {
            refused.put(record, cause);
          }
        });
    return refused;
  }

  private String report(ConsumerRecord<?, ?> record, RuntimeException failure) {
    telemetry.failed(record, failure);
    return "The handler failed with %s.".formatted(failure.getClass().getSimpleName());
  }
}
