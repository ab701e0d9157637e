package com.storefront.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Administers Kafka and counts records, over one connection that is opened when it is first used.
 * The methods throw {@link KafkaException} if Kafka refuses or is unreachable.
 */
public class KafkaCluster implements AutoCloseable {

  private final Map<String, Object> settings;

  private @Nullable Admin admin;

  /**
   * @param settings of Kafka's admin client
   */
  public KafkaCluster(Map<String, Object> settings) {
    this.settings = settings;
  }

  /**
   * The records that a partition keeps.
   *
   * @param topicId Kafka's id, which differs after a topic was deleted and created again
   * @param start the first offset
   * @param end the offset after the last
   */
  public record OffsetRange(String topic, String topicId, int partition, long start, long end) {}

  /**
   * The records that a topic keeps, in the order of its partitions.
   *
   * @throws KafkaException whose cause is an UnknownTopicOrPartitionException if there is no such
   *     topic
   */
  public List<OffsetRange> offsets(String topic) {
    return ask(kafka -> offsets(kafka, topic, IsolationLevel.READ_UNCOMMITTED));
  }

  /** The same without the records from the first open transaction on. */
  public List<OffsetRange> committedOffsets(String topic) {
    return ask(kafka -> offsets(kafka, topic, IsolationLevel.READ_COMMITTED));
  }

  /** How many records of a topic a consumer group has not yet committed. */
  public long lag(String topic, String group) {
    Map<Integer, Long> committed = committed(topic, group);
    return offsets(topic).stream()
        .mapToLong(
            range -> {
              long next = committed.getOrDefault(range.partition(), 0L);
              return range.end() - Math.max(range.start(), next);
            })
        .sum();
  }

  /** The offsets that a consumer group has committed, by the partitions of a topic. */
  public Map<Integer, Long> committed(String topic, String group) {
    return ask(
        kafka ->
            kafka
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()
                .stream()
                .filter(it -> it.getKey().topic().equals(topic) && it.getValue() != null)
                .collect(
                    Collectors.toMap(it -> it.getKey().partition(), it -> it.getValue().offset())));
  }

  private static List<OffsetRange> offsets(Admin kafka, String topic, IsolationLevel isolation)
      throws ExecutionException, InterruptedException {
    TopicDescription described =
        kafka.describeTopics(List.of(topic)).allTopicNames().get().values().iterator().next();
    List<TopicPartition> partitions =
        described.partitions().stream()
            .map(it -> new TopicPartition(topic, it.partition()))
            .toList();
    ListOffsetsResult starts = kafka.listOffsets(each(partitions, OffsetSpec.earliest()));
    ListOffsetsResult ends =
        kafka.listOffsets(each(partitions, OffsetSpec.latest()), new ListOffsetsOptions(isolation));
    var ranges = new ArrayList<OffsetRange>();
    for (TopicPartition partition : partitions) {
      ranges.add(
          new OffsetRange(
              topic,
              described.topicId().toString(),
              partition.partition(),
              starts.partitionResult(partition).get().offset(),
              ends.partitionResult(partition).get().offset()));
    }
    return ranges;
  }

  private static Map<TopicPartition, OffsetSpec> each(
      List<TopicPartition> partitions, OffsetSpec which) {
    return partitions.stream().collect(Collectors.toMap(partition -> partition, ignored -> which));
  }

  <T> T ask(Question<T> question) {
    try {
      return question.ask(admin());
    } catch (ExecutionException refused) {
      throw new KafkaException(String.valueOf(refused.getMessage()), refused.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted", interrupted);
    }
  }

  private synchronized Admin admin() {
    if (admin == null) {
      admin = Admin.create(settings);
    }
    return admin;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close();
    }
  }

  interface Question<T> {
    T ask(Admin kafka) throws ExecutionException, InterruptedException;
  }
}
