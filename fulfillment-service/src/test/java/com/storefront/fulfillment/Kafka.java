package com.storefront.fulfillment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.storefront.events.EventHeaders;
import com.storefront.events.FulfillmentRequestEvent;
import com.storefront.events.Topics;
import com.storefront.local.servers.LocalServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
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
import org.springframework.boot.test.context.TestConfiguration;
import tools.jackson.databind.json.JsonMapper;

/** The other side of the topics: plays the orders service, and reads what this one tells. */
@TestConfiguration(proxyBeanMethods = false)
public class Kafka implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final int PARTITIONS = 3;

  private final KafkaProducer<String, byte[]> producer =
      new KafkaProducer<>(connection(), new StringSerializer(), new ByteArraySerializer());

  Kafka() throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(connection())) {
      admin
          .createTopics(List.of(new NewTopic(Topics.FULFILLMENT_REQUEST, PARTITIONS, (short) 1)))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) { // by another test's context
        throw e;
      }
    }
  }

  private static Map<String, Object> connection() {
    return Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers());
  }

  /** Sends a request as orders does; the same event id is a repeated delivery. */
  public void request(String eventId, FulfillmentRequestEvent event) {
    send(event.order().guid(), eventId, JSON.writeValueAsString(event));
  }

  public void send(String key, String eventId, String value) {
    var record =
        new ProducerRecord<>(
            Topics.FULFILLMENT_REQUEST, key, value == null ? null : value.getBytes(UTF_8));
    Map.of(
            EventHeaders.SPEC_VERSION, "1.0",
            EventHeaders.ID, eventId,
            EventHeaders.TYPE, "FulfillmentRequestEvent",
            EventHeaders.SOURCE, "/orders",
            EventHeaders.SUBJECT, key,
            EventHeaders.TIME, "2026-11-20T10:01:00Z",
            EventHeaders.SEQUENCE, "2")
        .forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    producer.send(record);
    producer.flush();
  }

  /** Everything on a topic at this moment, in the order of its partitions. */
  public List<ConsumerRecord<String, byte[]>> everythingOn(String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            LocalServers.kafkaBootstrapServers(),
            "group.id",
            "test-" + UUID.randomUUID(),
            "enable.auto.commit",
            false,
            "max.poll.records",
            5_000);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      var records = new ArrayList<ConsumerRecord<String, byte[]>>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  /** Returns when a group has committed all that is on a topic at this moment. */
  public void awaitApplied(String group, String topic) {
    try (Admin admin = Admin.create(connection())) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                var committed =
                    admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
                var asked = new HashMap<TopicPartition, OffsetSpec>();
                for (int partition = 0; partition < PARTITIONS; partition++) {
                  asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
                }
                return admin.listOffsets(asked).all().get().entrySet().stream()
                    .allMatch(end -> isCommitted(committed.get(end.getKey()), end.getValue()));
              });
    }
  }

  private static boolean isCommitted(OffsetAndMetadata committed, ListOffsetsResultInfo end) {
    return end.offset() == 0 || committed != null && committed.offset() >= end.offset();
  }

  /** The records about one order on a topic at this moment. */
  public List<ConsumerRecord<String, byte[]>> about(String order, String topic) {
    return everythingOn(topic).stream().filter(record -> order.equals(record.key())).toList();
  }

  public static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
