package com.storefront.system;

import com.storefront.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the topics of the storefront, including their dead letters.
 *
 * @param topics the names of those that are read
 */
record TopicRecords(String bootstrapServers, Predicate<String> topics) {

  private static final String DLT_SUFFIX = "-dlt";
  private static final Set<String> TOPICS =
      Set.of(
          Topics.CUSTOMER_CHANGE,
          Topics.IMPORT_JOB,
          Topics.IMPORT_JOB_DONE,
          Topics.IMPORT_COMPLETED,
          Topics.FULFILLMENT_REQUEST,
          Topics.ORDER_STATUS_CHANGE);

  TopicRecords(String bootstrapServers) {
    this(bootstrapServers, topic -> TOPICS.contains(topic.replace(DLT_SUFFIX, "")));
  }

  static boolean isDeadLetter(ConsumerRecord<String, byte[]> record) {
    return record.topic().endsWith(DLT_SUFFIX);
  }

  /** Passes every record that exists now to the reader, from an offset on. */
  void read(ToLongFunction<TopicPartition> from, Consumer<ConsumerRecord<String, byte[]>> reader) {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions(consumer));
      consumer.assign(ends.keySet());
      ends.keySet().forEach(it -> consumer.seek(it, from.applyAsLong(it)));
      while (ends.keySet().stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
        consumer.poll(Duration.ofMillis(200)).forEach(reader);
      }
    }
  }

  /** The current end offsets. */
  Map<TopicPartition, Long> ends() {
    try (KafkaConsumer<String, byte[]> consumer = consumer()) {
      return consumer.endOffsets(partitions(consumer));
    }
  }

  private KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "allow.auto.create.topics",
            "false",
            "auto.offset.reset",
            "earliest"), // if the first records were deleted
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
    return consumer.listTopics().entrySet().stream()
        .filter(topic -> topics.test(topic.getKey()))
        .flatMap(topic -> topic.getValue().stream())
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }
}
