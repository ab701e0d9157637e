package com.storefront.messaging.view;

import com.storefront.messaging.CachedGauge;
import com.storefront.messaging.KafkaCluster;
import com.storefront.messaging.Printable;
import com.storefront.messaging.consumer.EventDeserializer;
import com.storefront.messaging.consumer.InvalidRecord;
import com.storefront.messaging.consumer.ReceivedEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.support.KafkaUtils;

/**
 * The newest event of each key of a compacted topic, in memory. A look-up is wait-free and does not
 * depend on Kafka.
 *
 * <p>Of each key the event with the highest sequence is kept, also a tombstone: compaction keeps
 * the record with the highest offset, and that can be an older event. A record that is no valid
 * event is skipped.
 *
 * <p>The view is filled when it has read what the topic contained at the start of the reading. It
 * then stays filled: during an outage of Kafka it contains the last known events, and when the
 * topic is deleted and created again, it keeps them and reads the new topic from the beginning. A
 * topic that does not exist yet has nothing to read.
 *
 * @param <E> the event, a record of the published language
 */
public final class CompactedView<E> implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(CompactedView.class);
  private static final int MAX_LOGGED_RECORDS = 100;
  private static final int MAX_CAUSE_LENGTH = 500;

  private final String topic;
  private final EventDeserializer<E> deserializer;
  private final int maxEntries;
  private final ViewReader reader;
  private final ViewMetrics metrics;
  private final Map<String, ReceivedEvent<E>> newest = new ConcurrentHashMap<>();

  private volatile @Nullable Instant newestTime;

  /**
   * @param maxEntries further keys are skipped
   * @param consumers creates consumers without a group
   */
  CompactedView(
      String topic,
      EventDeserializer<E> deserializer,
      int maxEntries,
      Supplier<Consumer<byte[], byte[]>> consumers,
      KafkaCluster kafka,
      MeterRegistry meters,
      Clock clock) {
    this.topic = topic;
    this.deserializer = deserializer;
    this.maxEntries = maxEntries;
    this.reader = new ViewReader(topic, this::apply, consumers, kafka);
    this.metrics = new ViewMetrics(this, new CachedGauge<>(reader::behind), meters, clock);
  }

  /** The newest event of a key; empty if there is none or it is a tombstone. */
  public Optional<E> find(String key) {
    return Optional.ofNullable(newest.get(key)).map(ReceivedEvent::content);
  }

  /** The newest events of all keys, without tombstones, in no order. */
  public Stream<E> all() {
    return newest.values().stream().flatMap(event -> Stream.ofNullable(event.content()));
  }

  /** Whether the view has read what the topic contained when it was started. */
  public boolean isFilled() {
    return reader.isCaughtUp();
  }

  public String topic() {
    return topic;
  }

  /** The number of keys, including those with a tombstone. */
  public int size() {
    return newest.size();
  }

  /** When the newest change was made; null if the view is empty. */
  @Nullable Instant newestTime() {
    return newestTime;
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    String cause;
    try {
      cause = put(deserializer.read(record));
    } catch (InvalidRecord invalid) {
      cause = String.valueOf(invalid.getMessage());
    }
    if (cause != null && metrics.skipped() <= MAX_LOGGED_RECORDS) {
      log.warn(
          "{} is skipped: {}", KafkaUtils.format(record), Printable.of(cause, MAX_CAUSE_LENGTH));
    }
  }

  /** Returns why the event cannot be kept; null if it is kept, or a newer one is. */
  private @Nullable String put(ReceivedEvent<E> event) {
    ReceivedEvent<E> known = newest.get(event.subject());
    if (known == null && newest.size() >= maxEntries) {
      return "The view is full: it has %d entries.".formatted(maxEntries);
    }
    if (known != null && known.sequence() >= event.sequence()) {
      return known.sequence() > event.sequence() || known.eventId().equals(event.eventId())
          ? null
          : "Another event has the same sequence.";
    }
    newest.put(event.subject(), event);
    if (newestTime == null || newestTime.isBefore(event.time())) {
      newestTime = event.time();
    }
    return null;
  }

  @Override
  public void start() {
    reader.start();
  }

  @Override
  public void stop() {
    reader.stop();
  }

  @Override
  public boolean isRunning() {
    return reader.isRunning();
  }
}
