package com.storefront.messaging.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.servers.LocalServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning with Kafka's own client. */
public final class TopicReader implements AutoCloseable {

  private final Consumer<String, String> consumer =
      new KafkaConsumer<>(
          Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers()),
          new StringDeserializer(),
          new StringDeserializer());
  private final List<ConsumerRecord<String, String>> read = new ArrayList<>();
  private final String topic;

  public TopicReader(String topic) {
    this.topic = topic;
  }

  /** Returns all records of the key that the topic contains now. */
  public List<ConsumerRecord<String, String>> of(String key) {
    return read(key::equals);
  }

  /** Returns all records of keys with the prefix that the topic contains now. */
  List<ConsumerRecord<String, String>> startingWith(String prefix) {
    return read(key -> key != null && key.startsWith(prefix));
  }

  private List<ConsumerRecord<String, String>> read(Predicate<String> keys) {
    if (consumer.assignment().isEmpty()) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream().anyMatch(end -> isBefore(end.getKey(), end.getValue()))) {
      consumer.poll(Duration.ofMillis(100)).forEach(read::add);
    }
    return read.stream().filter(event -> keys.test(event.key())).toList();
  }

  private boolean isBefore(TopicPartition partition, long end) {
    return consumer.position(partition) < end;
  }

  public static String header(ConsumerRecord<?, ?> event, String name) {
    var header = event.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
