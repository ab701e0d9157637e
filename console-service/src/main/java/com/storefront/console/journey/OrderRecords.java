package com.storefront.console.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.console.journey.Hop.Place;
import com.storefront.console.journey.Hop.Sighting;
import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.KafkaCluster;
import com.storefront.messaging.KafkaCluster.OffsetRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * The records of orders in Kafka. The relay's producer chooses the partition by the key (murmur2).
 */
@Component
class OrderRecords implements DisposableBean {

  private static final int MAX_SEARCHED = 10_000;
  private static final Duration MAX_TIME = Duration.ofSeconds(3);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
  private static final Pattern POSITION = Pattern.compile("(.+)~(\\d{1,9})~(\\d{1,18})");

  private final ConsumerFactory<byte[], byte[]> consumers;
  private final KafkaCluster kafka;

  OrderRecords(ConsumerFactory<byte[], byte[]> consumers, KafkaAdmin settings) {
    this.consumers = consumers;
    this.kafka = new KafkaCluster(settings.getConfigurationProperties());
  }

  /**
   * Where the records of an order are, and how far they are consumed; null if there is no such
   * topic.
   *
   * @throws KafkaException if Kafka cannot be reached
   */
  @Nullable Place place(Link link, String guid) {
    try {
      List<OffsetRange> ranges = kafka.offsets(link.topic());
      OffsetRange range =
          ranges.get(Utils.toPositive(Utils.murmur2(guid.getBytes(UTF_8))) % ranges.size());
      Long committed = kafka.committed(link.topic(), link.to()).get(range.partition());
      long next = Math.max(range.start(), committed == null ? 0 : committed);
      return new Place(range.partition(), committed, range.end(), Math.max(0, range.end() - next));
    } catch (KafkaException failure) {
      if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
        return null;
      }
      throw failure;
    }
  }

  /** The record at a position; empty if Kafka does not keep it any more. */
  Optional<Sighting> at(String position) {
    var parts = POSITION.matcher(position);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var partition = new TopicPartition(parts.group(1), Integer.parseInt(parts.group(2)));
    long offset = Long.parseLong(parts.group(3));
    return search(partition, offset, offset + 1, 1, record -> record.offset() == offset).found();
  }

  /** Searches for an event in the records of a partition that are not consumed. */
  Search findUnconsumed(String topic, Place place, String eventId) {
    return search(
        new TopicPartition(topic, place.partition()),
        place.end() - place.lag(),
        place.end(),
        MAX_SEARCHED,
        record -> eventId.equals(EventHeaders.get(record.headers(), EventHeaders.ID)));
  }

  private Search search(
      TopicPartition partition,
      long from,
      long end,
      int limit,
      Predicate<ConsumerRecord<?, ?>> isWanted) {
    if (from >= end) {
      return new Search(Optional.empty(), true);
    }
    long deadline = System.nanoTime() + MAX_TIME.toNanos();
    try (Consumer<byte[], byte[]> consumer = consumer(limit)) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
      int searched = 0;
      while (consumer.position(partition) < end) {
        if (searched >= limit || System.nanoTime() > deadline) {
          return new Search(Optional.empty(), false);
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
          searched++;
          if (isWanted.test(record)) {
            return new Search(Optional.of(sighting(record)), true);
          }
        }
      }
      return new Search(Optional.empty(), true);
    } catch (OffsetOutOfRangeException removed) {
      return new Search(Optional.empty(), true);
    }
  }

  private static Sighting sighting(ConsumerRecord<?, ?> record) {
    return new Sighting(
        record.offset(),
        EventHeaders.get(record.headers(), EventHeaders.TIME),
        EventHeaders.get(record.headers(), EventHeaders.TRACE_PARENT));
  }

  private Consumer<byte[], byte[]> consumer(int limit) {
    var properties = new Properties();
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "3000");
    properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.setProperty(
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(Math.min(limit, 500)));
    return consumers.createConsumer(null, "console-journey", null, properties);
  }

  /**
   * The result of a search.
   *
   * @param isComplete false if it ended before it had searched all records
   */
  record Search(Optional<Sighting> found, boolean isComplete) {}

  @Override
  public void destroy() {
    kafka.close();
  }
}
