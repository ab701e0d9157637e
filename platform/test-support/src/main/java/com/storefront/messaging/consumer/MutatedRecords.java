package com.storefront.messaging.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.storefront.messaging.consumer.deadletter.DeadLetterPublisher;
import com.storefront.test.KafkaTestClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Passes records that were changed at random to a handler, in batches, as its container does. */
public final class MutatedRecords {

  private static final int BATCH_SIZE = 250;
  private static final ConsumerSettings SETTINGS =
      new ConsumerSettings(Duration.ofMillis(1), Duration.ofMillis(1), 5);

  private MutatedRecords() {}

  /** Changes each record that it is passed in another way. */
  public static UnaryOperator<ConsumerRecord<byte[], byte[]>> mutation(long seed) {
    return new RecordMutation(seed)::mutate;
  }

  /** The valid record of a case, as another service would publish it. */
  public static ConsumerRecord<byte[], byte[]> valid(
      String topic, int number, String key, long sequence, Object event) {
    byte[] value = JsonMapper.shared().writeValueAsBytes(event);
    ProducerRecord<String, byte[]> published =
        KafkaTestClient.record(topic, key, sequence, "case-" + number, event.getClass(), value);
    var consumed = new ConsumerRecord<>(topic, 0, number, key.getBytes(UTF_8), value);
    published.headers().forEach(consumed.headers()::add);
    return consumed;
  }

  /**
   * Consumes a changed record for each case. Fails if the handler fails, or if a record becomes a
   * dead letter twice.
   *
   * @param valid creates the valid record of a case
   * @return the cases that became dead letters; the handler applied the others
   */
  public static Set<Integer> consume(
      EventHandler<?> handler,
      long seed,
      int count,
      IntFunction<ConsumerRecord<byte[], byte[]>> valid) {
    Set<Integer> deadLetters = new HashSet<>();
    var listener = listener(handler, deadLetters);
    var mutation = new RecordMutation(seed);
    var log = (Logger) LoggerFactory.getLogger(ConsumerTelemetry.class);
    log.setLevel(Level.ERROR); // thousands of dead letters are expected
    try {
      consume(listener, mutation, seed, count, valid);
    } finally {
      log.setLevel(null);
    }
    return deadLetters;
  }

  private static void consume(
      EventBatchListener<?> listener,
      RecordMutation mutation,
      long seed,
      int count,
      IntFunction<ConsumerRecord<byte[], byte[]>> valid) {
    for (int start = 0; start < count; start += BATCH_SIZE) {
      List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
      for (int number = start; number < Math.min(count, start + BATCH_SIZE); number++) {
        batch.add(mutation.mutate(valid.apply(number)));
      }
      try {
        listener.onMessage(batch);
      } catch (RuntimeException failure) {
        throw new AssertionError(
            "The batch from case %d fails with seed %d".formatted(start, seed), failure);
      }
    }
  }

  private static EventBatchListener<?> listener(EventHandler<?> handler, Set<Integer> deadLetters) {
    DeadLetterPublisher publisher = mock(withSettings().stubOnly());
    doAnswer(
            call -> {
              ConsumerRecord<?, ?> record = call.getArgument(0);
              if (!deadLetters.add((int) record.offset())) {
                throw new IllegalStateException(record.offset() + " is a dead letter twice");
              }
              return CompletableFuture.completedFuture(null);
            })
        .when(publisher)
        .publish(any(), anyString(), anyInt());
    var telemetry =
        new ConsumerTelemetry(
            "mutated",
            "mutated",
            mock(),
            new SimpleMeterRegistry(),
            Propagator.NOOP,
            Clock.systemUTC());
    return new EventBatchListener<>(handler, publisher, () -> true, telemetry, SETTINGS);
  }
}
