package com.storefront.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.messaging.EventHeaders;
import com.storefront.servers.LocalServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Publishes events in the place of another service, and reads what a service published. */
public final class KafkaTestClient {

  private static final int PARTITIONS = 3;
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> TOPICS = ConcurrentHashMap.newKeySet();

  private KafkaTestClient() {}

  /** The connection is made when it is first used. */
  private static final class Producer {
    static final KafkaProducer<String, byte[]> INSTANCE =
        new KafkaProducer<>(connection(), new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * Publishes an event; a second call with the same key and sequence is a repeated delivery.
   *
   * @param event a record of the published language
   */
  public static void publish(String topic, String key, long sequence, Object event) {
    publish(topic, key, sequence, eventId(key, sequence), event);
  }

  /** Publishes an event under an id of its own. */
  public static void publish(
      String topic, String key, long sequence, String eventId, Object event) {
    send(topic, key, sequence, eventId, event.getClass(), JSON.writeValueAsBytes(event));
  }

  /**
   * Publishes a record with this value, whether it is readable or not.
   *
   * @param event the type that the record claims to be
   * @param value null for a tombstone
   */
  public static void send(
      String topic,
      String key,
      long sequence,
      String eventId,
      Class<?> event,
      byte @Nullable [] value) {
    if (TOPICS.add(topic)) {
      create(topic);
    }
    Producer.INSTANCE.send(record(topic, key, sequence, eventId, event, value));
    Producer.INSTANCE.flush();
  }

  /** A record as a service would publish it. */
  public static ProducerRecord<String, byte[]> record(
      String topic,
      String key,
      long sequence,
      String eventId,
      Class<?> event,
      byte @Nullable [] value) {
    var record = new ProducerRecord<String, byte[]>(topic, key, value);
    Map.of(
            EventHeaders.SPEC_VERSION,
            "1.0",
            EventHeaders.ID,
            eventId,
            EventHeaders.TYPE,
            event.getSimpleName(),
            EventHeaders.SOURCE,
            "/test",
            EventHeaders.SUBJECT,
            key,
            EventHeaders.TIME,
            Instant.now().toString(),
            EventHeaders.SEQUENCE,
            Long.toString(sequence))
        .forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    return record;
  }

  /** The id of an event that {@link #publish(String, String, long, Object)} publishes. */
  public static String eventId(String key, long sequence) {
    return "event-" + key + "-" + sequence;
  }

  /** The records with this key that are on a topic now, in the order of their offsets. */
  public static List<ConsumerRecord<String, byte[]>> records(String topic, String key) {
    return records(topic).stream().filter(record -> key.equals(record.key())).toList();
  }

  /** All records that are on a topic now; those of a partition in the order of their offsets. */
  public static List<ConsumerRecord<String, byte[]>> records(String topic) {
    try (var consumer = consumer()) {
      Map<TopicPartition, Long> ends = ends(consumer, topic);
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      var records = new ArrayList<ConsumerRecord<String, byte[]>>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  /** The text of a header that the record has. */
  public static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  /** Waits until a consumer group has committed everything that is on a topic now. */
  public static void awaitApplied(String group, String topic) {
    try (Admin admin = Admin.create(connection());
        var consumer = consumer()) {
      Map<TopicPartition, Long> ends = ends(consumer, topic);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                var committed =
                    admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
                return ends.entrySet().stream()
                    .allMatch(end -> isCommitted(committed.get(end.getKey()), end.getValue()));
              });
    }
  }

  private static boolean isCommitted(@Nullable OffsetAndMetadata committed, long end) {
    return end == 0 || committed != null && committed.offset() >= end;
  }

  private static Map<TopicPartition, Long> ends(
      KafkaConsumer<String, byte[]> consumer, String topic) {
    return consumer.endOffsets(
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList());
  }

  private static KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(connection(), new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** Creates a topic unless it exists. */
  public static void create(String topic) {
    try (Admin admin = Admin.create(connection())) {
      admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    } catch (InterruptedException | ExecutionException failure) {
      if (!(failure.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(failure);
      }
    }
  }

  private static Map<String, Object> connection() {
    return Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers());
  }
}
