package com.storefront.messaging.follower;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Reads a followed topic once more, beside the follower and without moving its place: for who
 * rebuilds what it keeps.
 */
public class TopicReplay {

  private static final Logger log = LoggerFactory.getLogger(TopicReplay.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final ConsumerFactory<String, byte[]> consumers;

  TopicReplay(ConsumerFactory<String, byte[]> consumers) {
    this.consumers = consumers;
  }

  /** Where each partition ends at this moment. */
  public Map<Integer, Long> ends(String topic) {
    try (Consumer<String, byte[]> consumer = consumer()) {
      Map<Integer, Long> ends = new TreeMap<>();
      consumer
          .endOffsets(partitions(consumer, topic))
          .forEach((partition, end) -> ends.put(partition.partition(), end));
      return ends;
    }
  }

  /**
   * Hands over what lies between two places, a poll at a time; what can't be read is left out.
   *
   * @param from the first offset of each partition; where none is named, the beginning
   * @param to the offset behind the last of each partition
   */
  public <E> void read(
      Follower<E> follower,
      Map<Integer, Long> from,
      Map<Integer, Long> to,
      java.util.function.Consumer<Facts<E>> taker) {
    String topic = FollowedTopics.topic(follower);
    FactReader<E> reader = FactReader.of(follower);
    try (Consumer<String, byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(
          partitions.stream().filter(each -> !from.containsKey(each.partition())).toList());
      for (TopicPartition partition : partitions) {
        Long first = from.get(partition.partition());
        if (first != null) {
          consumer.seek(partition, first);
        }
      }
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < to.getOrDefault(each.partition(), 0L))) {
        List<Fact<E>> facts = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> event : consumer.poll(POLL)) {
          try {
            facts.add(reader.read(event));
          } catch (UnreadableRecord setAside) {
            log.debug("Left out: {}", setAside.getMessage());
          }
        }
        taker.accept(new Facts<>(facts));
      }
    }
  }

  private Consumer<String, byte[]> consumer() {
    return consumers.createConsumer(null, "replay", null);
  }

  private static List<TopicPartition> partitions(Consumer<String, byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }
}
