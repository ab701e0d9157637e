package com.storefront.console.live;

import com.storefront.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads all partitions of the published topics, without a consumer group: each instance of the
 * console sees every record. Begins shortly before the end.
 */
@Component
class TopicReader implements SmartLifecycle {

  static final List<String> TOPICS =
      List.of(Topics.CUSTOMER_CHANGE, Topics.FULFILLMENT_REQUEST, Topics.ORDER_STATUS_CHANGE);

  private static final Logger log = LoggerFactory.getLogger(TopicReader.class);

  /** How many records of a partition are read when the console starts. */
  private static final long REPLAYED = 100;

  /** Records are returned at once; a long wait saves CPU while there are none. */
  private static final Duration POLL_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  /** New topics and partitions are found after this time. */
  private static final Duration ASSIGNMENT = Duration.ofSeconds(30);

  private final ConsumerFactory<byte[], byte[]> consumers;
  private final LiveStreams streams;
  private volatile boolean running;
  private volatile @Nullable Consumer<byte[], byte[]> reading;
  private @Nullable Thread thread;
  private boolean isReported;

  TopicReader(ConsumerFactory<byte[], byte[]> consumers, LiveStreams streams) {
    this.consumers = consumers;
    this.streams = streams;
  }

  private void run() {
    while (running) {
      try (Consumer<byte[], byte[]> consumer = consumer()) {
        reading = consumer;
        read(consumer);
      } catch (WakeupException stopped) {
        return;
      } catch (RuntimeException failure) {
        if (running) {
          report(failure);
          pause();
        }
      } finally {
        reading = null;
      }
    }
  }

  private void read(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        TOPICS.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(TopicReader::partition)
            .toList();
    if (partitions.isEmpty()) {
      pause();
      return;
    }
    consumer.assign(partitions);
    var begins = consumer.beginningOffsets(partitions);
    var ends = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long begin = begins.getOrDefault(partition, 0L);
      long end = ends.getOrDefault(partition, 0L);
      String name = Positions.name(partition);
      long next =
          streams
              .next(name)
              .filter(it -> begin <= it && it <= end)
              .orElse(Math.max(begin, end - REPLAYED));
      streams.begin(name, next);
      consumer.seek(partition, next);
    }
    long assigned = System.nanoTime();
    while (running && System.nanoTime() - assigned < ASSIGNMENT.toNanos()) {
      consumer.poll(POLL_TIMEOUT).forEach(record -> streams.publish(Notice.of(record)));
      isReported = false;
    }
  }

  private static TopicPartition partition(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }

  private Consumer<byte[], byte[]> consumer() {
    var properties = new Properties();
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
    properties.setProperty(
        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Long.toString(POLL_TIMEOUT.toMillis()));
    return consumers.createConsumer(null, "console-live", null, properties);
  }

  private void report(RuntimeException failure) {
    if (!isReported) {
      log.warn("The topics cannot be read, which is retried: {}", failure.toString());
      isReported = true;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_INTERVAL.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void start() {
    running = true;
    var reader = new Thread(this::run, "live");
    reader.setDaemon(true);
    reader.start();
    thread = reader;
  }

  @Override
  public synchronized void stop() {
    running = false;
    Consumer<?, ?> consumer = reading;
    if (consumer != null) {
      consumer.wakeup();
    }
    if (thread != null) {
      thread.interrupt();
    }
    streams.closeAll();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
