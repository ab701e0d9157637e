package com.storefront.messaging.consumer;

import com.storefront.messaging.CachedGauge;
import com.storefront.messaging.EventAge;
import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.KafkaCluster;
import com.storefront.messaging.Printable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.support.KafkaUtils;

/**
 * Metrics, traces and logs of one consumed topic. Those of single records are recorded after their
 * effect, and cannot fail it.
 *
 * <p>spring-kafka's record observations are not used: they cost four times as much CPU, their spans
 * have no duration, and they run before the handler, so that one that fails would fail the batch.
 */
final class ConsumerTelemetry {

  private static final Logger log = LoggerFactory.getLogger(ConsumerTelemetry.class);

  private final String topic;
  private final Timer delay;
  private final Counter deadLetters;
  private final Propagator propagator;
  private final Clock clock;

  ConsumerTelemetry(
      String topic,
      String group,
      KafkaCluster kafka,
      MeterRegistry meters,
      Propagator propagator,
      Clock clock) {
    this.topic = topic;
    this.propagator = propagator;
    this.clock = clock;
    this.delay =
        Timer.builder("storefront.follower.delay")
            .description("From the write of the change to its effect in this service")
            .tag("topic", topic)
            .register(meters);
    // Read from the broker, not by the Kafka client: known also while no instance consumes.
    var lag = new CachedGauge<>(() -> kafka.lag(topic, group));
    Gauge.builder("storefront.follower.lag", () -> lag.number(Long::doubleValue))
        .description("Records that the service has not yet applied")
        .tag("topic", topic)
        .register(meters);
    // Registered at 0, so that the first dead letter is an increase.
    this.deadLetters =
        Counter.builder("storefront.dead.letters")
            .description("Records that were sent to the dead-letter topic")
            .tag("topic", topic)
            .register(meters);
  }

  Instant now() {
    return clock.instant();
  }

  void applied(ReceivedEvent<?> event) {
    observe(() -> delay.record(EventAge.at(now(), event.time())));
  }

  /** A dead letter was published for the record. */
  void published(ConsumerRecord<?, ?> record, String cause, int attempts) {
    observe(deadLetters::increment);
    observe(
        () ->
            log.warn(
                "{} is a dead letter, attempts {}: {}",
                KafkaUtils.format(record),
                attempts,
                Printable.of(cause, EventBatch.MAX_CAUSE_LENGTH)));
  }

  void failed(ConsumerRecord<?, ?> record, RuntimeException failure) {
    observe(() -> log.warn("{} cannot be applied", KafkaUtils.format(record), failure));
  }

  /** Adds a span for each record to the trace of the request that caused it. */
  void processed(List<ConsumerRecord<byte[], byte[]>> records, Instant start) {
    observe(
        () ->
            records.stream()
                .map(ConsumerRecord::headers)
                .filter(headers -> headers.lastHeader(EventHeaders.TRACE_PARENT) != null)
                .forEach(headers -> addSpan(headers, start)));
  }

  private void addSpan(Headers headers, Instant start) {
    propagator
        .extract(headers, EventHeaders::get)
        .kind(Span.Kind.CONSUMER)
        .name(topic + " process")
        .tag("messaging.system", "kafka")
        .startTimestamp(start.toEpochMilli(), TimeUnit.MILLISECONDS)
        .start()
        .end();
  }

  /** No failure of an observation may change what happens to a record. */
  private void observe(Runnable observation) {
    try {
      observation.run();
    } catch (RuntimeException failure) {
      try {
        log.warn("A record of {} is not observed", topic, failure);
      } catch (RuntimeException unreportable) {
        // A log that fails is not reported.
      }
    }
  }
}
