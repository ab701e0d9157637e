package com.storefront.messaging;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Counts records for gauges. Keeps its connection: a client for each look would cost more than the
 * look, and fill the log. Its methods throw {@link KafkaException} if Kafka is away.
 */
public class TopicObserver implements AutoCloseable {

  private final Map<String, Object> connection;

  private @Nullable Admin admin;

  TopicObserver(Map<String, Object> connection) {
    this.connection = connection;
  }

  /** How many records of these topics the broker keeps. */
  public long kept(Collection<String> topics) {
    return answer(
        kafka -> {
          List<TopicPartition> partitions = partitions(kafka, topics);
          return sum(GroupProgress.offsets(kafka, partitions, OffsetSpec.latest()))
              - sum(GroupProgress.offsets(kafka, partitions, OffsetSpec.earliest()));
        });
  }

  /** How many records of a topic a group has still to apply. */
  public long behind(String topic, String group) {
    return answer(
        kafka -> {
          List<TopicPartition> partitions = partitions(kafka, List.of(topic));
          var begin = GroupProgress.offsets(kafka, partitions, OffsetSpec.earliest());
          var end = GroupProgress.offsets(kafka, partitions, OffsetSpec.latest());
          Map<TopicPartition, OffsetAndMetadata> committed =
              kafka.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
          return partitions.stream()
              .mapToLong(
                  each -> {
                    OffsetAndMetadata reached = committed.get(each);
                    long from = reached == null ? 0 : reached.offset();
                    return end.getOrDefault(each, 0L)
                        - Math.max(from, begin.getOrDefault(each, 0L));
                  })
              .sum();
        });
  }

  private static List<TopicPartition> partitions(Admin kafka, Collection<String> topics)
      throws ExecutionException, InterruptedException {
    return kafka.describeTopics(topics).allTopicNames().get().values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .toList();
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  private long answer(Question question) {
    try {
      return question.ask(admin());
    } catch (ExecutionException away) {
      throw new KafkaException("Kafka did not answer", away);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted", interrupted);
    }
  }

  private synchronized Admin admin() {
    if (admin == null) {
      admin = Admin.create(connection);
    }
    return admin;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close();
    }
  }

  private interface Question {
    long ask(Admin kafka) throws ExecutionException, InterruptedException;
  }
}
