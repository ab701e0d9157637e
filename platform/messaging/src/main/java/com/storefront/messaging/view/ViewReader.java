package com.storefront.messaging.view;

import com.storefront.messaging.KafkaCluster;
import com.storefront.messaging.KafkaCluster.OffsetRange;
import com.storefront.messaging.Polling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of a topic from their beginning, without a consumer group, on a thread of
 * its own. Waits while the topic does not exist, and starts again when it was replaced by a new
 * one.
 */
final class ViewReader {

  private static final Logger log = LoggerFactory.getLogger(ViewReader.class);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);
  private static final Duration TOPIC_CHECK_INTERVAL = Duration.ofSeconds(5);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
  private static final int WARN_AFTER_FAILURES = 3;

  private final String topic;
  private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> view;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final KafkaCluster kafka;

  /** The offset after the last record that was read, by partition. */
  private final Map<Integer, Long> positions = new ConcurrentHashMap<>();

  private volatile boolean caughtUp;
  private volatile boolean running;
  private volatile @Nullable Consumer<byte[], byte[]> reading;
  private @Nullable Thread thread;
  private int failures;

  /**
   * @param view receives each record, in the order of its partition
   * @param consumers creates consumers without a group
   */
  ViewReader(
      String topic,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> view,
      Supplier<Consumer<byte[], byte[]>> consumers,
      KafkaCluster kafka) {
    this.topic = topic;
    this.view = view;
    this.consumers = consumers;
    this.kafka = kafka;
  }

  /** Whether everything was read that the topic contained when the reading began. */
  boolean isCaughtUp() {
    return caughtUp;
  }

  /** How many records of the topic were not read yet. */
  long behind() {
    return kafka.offsets(topic).stream()
        .mapToLong(range -> Math.max(0, range.end() - Math.max(range.start(), position(range))))
        .sum();
  }

  private long position(OffsetRange range) {
    return positions.getOrDefault(range.partition(), 0L);
  }

  private void run() {
    while (running) {
      try {
        List<OffsetRange> ranges = kafka.offsets(topic);
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
          reading = consumer;
          read(consumer, ranges);
        } finally {
          reading = null;
        }
      } catch (RuntimeException failure) {
        if (isMissing(failure)) {
          caughtUp = true;
        } else if (running && ++failures == WARN_AFTER_FAILURES) {
          log.warn("Topic {} cannot be read, which is retried: {}", topic, failure.toString());
        }
      }
      Polling.await(RETRY_INTERVAL, () -> !running);
    }
  }

  private void read(Consumer<byte[], byte[]> consumer, List<OffsetRange> ranges) {
    positions.clear();
    consumer.assign(
        ranges.stream().map(range -> new TopicPartition(topic, range.partition())).toList());
    for (OffsetRange range : ranges) {
      consumer.seek(new TopicPartition(topic, range.partition()), range.start());
      positions.put(range.partition(), range.start());
    }
    long checked = System.nanoTime();
    boolean replaced = false;
    while (running && !replaced) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_TIMEOUT);
      failures = 0;
      records.forEach(view);
      records.nextOffsets().forEach((of, next) -> positions.put(of.partition(), next.offset()));
      if (!caughtUp && ranges.stream().allMatch(range -> position(range) >= range.end())) {
        caughtUp = true;
        log.info("Topic {} is read", topic);
      }
      if (System.nanoTime() - checked >= TOPIC_CHECK_INTERVAL.toNanos()) {
        replaced = isReplaced(ranges);
        checked = System.nanoTime();
      }
    }
  }

  private boolean isReplaced(List<OffsetRange> ranges) {
    try {
      List<OffsetRange> current = kafka.offsets(topic);
      current.forEach(range -> positions.merge(range.partition(), range.start(), Math::max));
      return current.size() != ranges.size()
          || !current.get(0).topicId().equals(ranges.get(0).topicId());
    } catch (KafkaException failure) {
      return isMissing(failure);
    }
  }

  private static boolean isMissing(RuntimeException failure) {
    return failure.getCause() instanceof UnknownTopicOrPartitionException;
  }

  synchronized void start() {
    running = true;
    var reader = new Thread(this::run, "view-" + topic);
    reader.setDaemon(true);
    reader.start();
    thread = reader;
  }

  synchronized void stop() {
    running = false;
    Consumer<?, ?> consumer = reading;
    if (consumer != null) {
      consumer.wakeup();
    }
    if (thread != null) {
      try {
        thread.join(STOP_TIMEOUT.toMillis());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  boolean isRunning() {
    return running;
  }
}
