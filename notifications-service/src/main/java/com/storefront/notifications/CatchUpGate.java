package com.storefront.notifications;

import com.storefront.messaging.CommittedRecords;
import com.storefront.messaging.KafkaCluster;
import com.storefront.messaging.KafkaCluster.OffsetRange;
import com.storefront.messaging.Polling;
import com.storefront.notifications.digest.CatchUp;
import com.storefront.notifications.digest.Weeks;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Compares the offsets that the consumer group has committed with the ends of the topics, at the
 * start and again when a week begins. Opens first when all inputs were applied up to the ends that
 * they had then, and all orders were applied that followed from them.
 */
@Component
class CatchUpGate implements CatchUp, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(CatchUpGate.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final KafkaCluster kafka;
  private final ConsumerFactory<byte[], byte[]> consumers;
  private final Weeks weeks;
  private final Clock clock;
  private final String group;
  private final StreamTopics topics;

  private volatile String readyFor = "";
  private volatile boolean running;

  CatchUpGate(
      KafkaCluster kafka,
      ConsumerFactory<byte[], byte[]> consumers,
      Weeks weeks,
      Clock clock,
      StreamTopics topics,
      MeterRegistry meters,
      @Value("${spring.kafka.streams.application-id}") String group) {
    this.kafka = kafka;
    this.consumers = consumers;
    this.weeks = weeks;
    this.clock = clock;
    this.group = group;
    this.topics = topics;
    Gauge.builder("storefront.mail.gate.open", this, CatchUpGate::open)
        .description("1 if everything was applied that was published before the current week")
        .register(meters);
  }

  private int open() {
    return isReadyFor(weeks.at(clock.instant()).name()) ? 1 : 0;
  }

  @Override
  public boolean hasCaughtUp() {
    return !readyFor.isEmpty();
  }

  @Override
  public boolean isReadyFor(String week) {
    return week.compareTo(readyFor) <= 0;
  }

  private void run() {
    while (running) {
      String week = weeks.at(clock.instant()).name();
      if (!isReadyFor(week)) {
        try {
          awaitApplied(StreamTopics.INPUTS);
          // Its offsets are asked for only now: what follows from the inputs is in the topic.
          awaitApplied(List.of(topics.lines()));
          if (running) {
            readyFor = week;
            log.info("Everything was applied that was published before the week {}", week);
          }
        } catch (KafkaException unreachable) {
          log.debug("Comparing offsets is retried", unreachable);
        }
      }
      Polling.await(INTERVAL, () -> !running);
    }
  }

  private void awaitApplied(List<String> topics) {
    List<OffsetRange> ranges =
        topics.stream().flatMap(topic -> kafka.offsets(topic).stream()).toList();
    try (var records = new CommittedRecords(consumers, group + "-gate")) {
      while (running && !areApplied(ranges, records)) {
        Polling.await(INTERVAL, () -> !running);
      }
    }
  }

  private boolean areApplied(List<OffsetRange> ranges, CommittedRecords records) {
    Stream<String> topics = ranges.stream().map(OffsetRange::topic).distinct();
    return topics.allMatch(
        topic -> {
          Map<Integer, Long> committed = kafka.committed(topic, group);
          return ranges.stream()
              .filter(range -> range.topic().equals(topic) && range.end() > range.start())
              .allMatch(
                  range -> {
                    long next = committed.getOrDefault(range.partition(), range.start());
                    return next >= range.end() || isEmpty(range, next, records);
                  });
        });
  }

  /** Kafka Streams commits no offset of a partition that holds only aborted transactions. */
  private static boolean isEmpty(OffsetRange range, long from, CommittedRecords records) {
    return records.read(range, Math.max(range.start(), from)).isEmpty();
  }

  @Override
  public void start() {
    running = true;
    var thread = new Thread(this::run, "catch-up");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
