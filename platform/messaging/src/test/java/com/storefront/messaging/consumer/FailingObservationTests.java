package com.storefront.messaging.consumer;

import static com.storefront.messaging.consumer.ParcelRecords.consumed;
import static com.storefront.messaging.consumer.ParcelRecords.moved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import com.storefront.messaging.consumer.deadletter.DeadLetterPublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** Each metric, trace and log entry of the consumer fails; records are applied as ever. */
class FailingObservationTests {

  private final AtomicInteger failures = new AtomicInteger();
  private final TurboFilter failingLog = new FailingLog();
  private final Shelf shelf = new Shelf();
  private final DeadLetterPublisher deadLetters =
      mock(call -> CompletableFuture.completedFuture(null));
  private final Propagator propagator =
      mock(
          call -> {
            throw failure();
          });
  private final EventBatchListener<?> listener =
      new EventBatchListener<>(
          shelf,
          deadLetters,
          () -> true,
          new ConsumerTelemetry(
              "topic", "group", mock(), new FailingMeters(), propagator, Clock.systemUTC()),
          new ConsumerSettings(Duration.ofMillis(1), Duration.ofMillis(1), 5));

  private final ConsumerRecord<byte[], byte[]> valid = traced("1", moved("1", "Oslo"));
  private final ConsumerRecord<byte[], byte[]> rejected = traced("2", moved("2", "nowhere"));
  private final ConsumerRecord<byte[], byte[]> unreadable = traced("3", "{ not json");
  private final ConsumerRecord<byte[], byte[]> failing = traced("4", moved("4", "bug"));

  @BeforeEach
  void failEveryLogEntry() {
    logs().addTurboFilter(failingLog);
  }

  @AfterEach
  void restoreTheLog() {
    logs().getTurboFilterList().remove(failingLog);
  }

  @Test
  void appliesEachValidRecordOnce() {
    listener.onMessage(List.of(valid));

    assertThat(shelf.places).isEqualTo(Map.of("1", "Oslo"));
    assertThat(shelf.eventIds).hasSize(1);
    verify(deadLetters, never()).publish(any(), anyString(), anyInt());
    assertThat(failures).hasPositiveValue();
  }

  @Test
  void publishesEachInvalidRecordOnce() {
    listener.onMessage(List.of(rejected, unreadable, valid));

    assertThat(shelf.eventIds).hasSize(1);
    verify(deadLetters).publish(eq(rejected), eq("No such place."), eq(1));
    verify(deadLetters).publish(eq(unreadable), anyString(), eq(1));
    verify(deadLetters, never()).publish(eq(valid), anyString(), anyInt());
  }

  @Test
  void isolatesAFailingRecord() {
    List<ConsumerRecord<byte[], byte[]>> batch = List.of(failing, valid);

    for (int attempt = 1; attempt <= 3; attempt++) {
      try {
        listener.onMessage(batch);
      } catch (ClassCastException bug) {
        assertThat(attempt).isLessThan(3);
      }
    }

    assertThat(shelf.places).isEqualTo(Map.of("1", "Oslo"));
    verify(deadLetters).publish(eq(failing), anyString(), eq(3));
    verify(deadLetters, never()).publish(eq(valid), anyString(), anyInt());
  }

  private static ConsumerRecord<byte[], byte[]> traced(String key, String value) {
    ConsumerRecord<byte[], byte[]> record = consumed(key, value);
    record.headers().add("traceparent", new byte[0]);
    return record;
  }

  private static LoggerContext logs() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  private RuntimeException failure() {
    failures.incrementAndGet();
    return new IllegalStateException("not observed");
  }

  private final class FailingLog extends TurboFilter {

    @Override
    public FilterReply decide(
        Marker marker, Logger logger, Level level, String format, Object[] params, Throwable t) {
      if (logger.getName().startsWith("com.storefront.messaging.consumer")) {
        throw failure();
      }
      return FilterReply.NEUTRAL;
    }
  }

  private final class FailingMeters extends SimpleMeterRegistry {

    @Override
    protected Counter newCounter(Meter.Id id) {
      return new CumulativeCounter(id) {
        @Override
        public void increment(double amount) {
          throw failure();
        }
      };
    }

    @Override
    protected Timer newTimer(
        Meter.Id id, DistributionStatisticConfig distribution, PauseDetector pauses) {
      return mock(
          call -> {
            throw failure();
          });
    }
  }
}
