package com.storefront.console.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.console.journey.Hop.Sighting;
import com.storefront.messaging.EventHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * Finds the records of an order by searching the end of its partition. The relay's producer chooses
 * the partition by the key (murmur2).
 */
@Component
class OrderRecords implements DisposableBean {

  /** A few seconds of full load, or days of a small shop. */
  private static final long SEARCHED = 10_000;

  private static final Duration MAX_TIME = Duration.ofSeconds(3);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

  private final ConsumerFactory<byte[], byte[]> consumers;
  private final KafkaAdmin settings;
  private @Nullable Admin admin;

  OrderRecords(ConsumerFactory<byte[], byte[]> consumers, KafkaAdmin settings) {
    this.consumers = consumers;
    this.settings = settings;
  }

  /**
   * Searches for the records of an order.
   *
   * @throws KafkaException if Kafka cannot be reached
   */
  List<Hop> of(String guid) {
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      return Arrays.stream(Link.values()).map(link -> hop(link, guid, consumer)).toList();
    }
  }

  private Hop hop(Link link, String guid, Consumer<byte[], byte[]> consumer) {
    byte[] key = guid.getBytes(UTF_8);
    int partitions = consumer.partitionsFor(link.topic()).size();
    if (partitions == 0) {
      return new Hop(link.topic(), link.from(), link.to(), 0, 0, 0, null, List.of());
    }
    var partition =
        new TopicPartition(link.topic(), Utils.toPositive(Utils.murmur2(key)) % partitions);
    List<TopicPartition> one = List.of(partition);
    long begin = consumer.beginningOffsets(one).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(one).getOrDefault(partition, 0L);
    long from = Math.max(begin, end - SEARCHED);
    // Read first: what was consumed meanwhile is shown as such.
    List<ConsumerRecord<byte[], byte[]>> found = search(consumer, partition, from, end, key);
    Long consumedTo = consumedTo(link.to(), partition);
    return new Hop(
        link.topic(),
        link.from(),
        link.to(),
        partition.partition(),
        from,
        end,
        consumedTo,
        found.stream().map(record -> sighting(record, consumedTo)).toList());
  }

  private static List<ConsumerRecord<byte[], byte[]>> search(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long from,
      long end,
      byte[] key) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    long deadline = System.nanoTime() + MAX_TIME.toNanos();
    var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    while (consumer.position(partition) < end && System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
        if (Arrays.equals(key, record.key())) {
          found.add(record);
        }
      }
    }
    return found;
  }

  private @Nullable Long consumedTo(String group, TopicPartition partition) {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      OffsetAndMetadata offset = committed.get(partition);
      return offset == null ? null : offset.offset();
    } catch (ExecutionException refused) {
      throw new KafkaException(String.valueOf(refused.getMessage()), refused.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted", interrupted);
    }
  }

  private static Sighting sighting(
      ConsumerRecord<byte[], byte[]> record, @Nullable Long consumedTo) {
    return new Sighting(
        record.offset(),
        EventHeaders.get(record.headers(), EventHeaders.ID),
        EventHeaders.get(record.headers(), EventHeaders.SEQUENCE),
        EventHeaders.get(record.headers(), EventHeaders.TIME),
        EventHeaders.get(record.headers(), EventHeaders.TRACE_PARENT),
        consumedTo != null && record.offset() < consumedTo);
  }

  private Consumer<byte[], byte[]> consumer() {
    var properties = new Properties();
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.setProperty(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
    properties.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1048576");
    return consumers.createConsumer(null, "console-journey", null, properties);
  }

  private synchronized Admin admin() {
    if (admin == null) {
      admin = Admin.create(settings.getConfigurationProperties());
    }
    return admin;
  }

  @Override
  public synchronized void destroy() {
    if (admin != null) {
      admin.close();
    }
  }
}
