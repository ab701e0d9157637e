package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.storefront.events.Topics;
import com.storefront.servers.LocalServers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records that are made to exhaust the memory of a consumer. The services run with a heap of 192 MB
 * here; that of the images is 345 MB under Docker Compose.
 */
@Order(Integer.MAX_VALUE) // Other tests read whole topics and know nothing of these records.
class ResourceAttackTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(120);
  private static final int UNPACKED_BYTES = 100_000_000;
  private static final List<String> TOPICS =
      List.of(Topics.CUSTOMER_CHANGE, Topics.FULFILLMENT_REQUEST, Topics.ORDER_STATUS_CHANGE);

  private final Storefront storefront = Storefront.running();
  private final StorefrontClient client = new StorefrontClient(storefront.api());

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void brokerRefusesARecordThatUnpacksToMoreThanTheLargestRecord(String codec) {
    try (var producer = producer(codec)) {
      for (String topic : TOPICS) {
        var bomb = new ProducerRecord<>(topic, new byte[] {'a'}, new byte[UNPACKED_BYTES]);
        assertThatThrownBy(() -> producer.send(bomb).get(1, TimeUnit.MINUTES))
            .hasCauseInstanceOf(RecordTooLargeException.class);
      }
    }
    awaitThatEveryServiceConsumes();
  }

  @Test
  void consumersSurviveAsManyHeadersAsFitIntoRecordsOfEveryPartition() throws Exception {
    Map<TopicPartition, Long> before = topics().ends();
    try (var producer = producer("none")) {
      for (int round = 0; round < 3; round++) {
        for (String topic : TOPICS) {
          var headers = new RecordHeaders();
          for (int i = largestRecord(topic) / 2 - 200; i > 0; i--) {
            headers.add("", null);
          }
          sendToEveryPartition(producer, topic, new byte[] {'a'}, headers);
        }
      }
    }

    awaitDeadLetters(before, 3 * 3);
    awaitThatEveryServiceConsumes();
  }

  @Test
  void consumersSurviveKeysAsLongAsFitIntoRecordsOfEveryPartition() throws Exception {
    Map<TopicPartition, Long> before = topics().ends();
    try (var producer = producer("none")) {
      for (int round = 0; round < 3; round++) {
        for (String topic : TOPICS) {
          byte[] key = new byte[largestRecord(topic) - 200];
          sendToEveryPartition(producer, topic, key, new RecordHeaders());
        }
      }
    }

    awaitDeadLetters(before, 3 * 3);
    awaitThatEveryServiceConsumes();
  }

  /**
   * By the steps of the runbook, "service-away". The topic accepted it as that of an early release.
   */
  @Test
  void operatorPassesAStoredRecordThatExhaustsTheMemory() throws Exception {
    Instance orders = storefront.service(Service.ORDERS);
    RecordMetadata stored;
    setCompression("producer");
    try (var producer = producer("zstd")) {
      stored =
          producer
              .send(new ProducerRecord<>(TOPICS.get(0), new byte[] {'a'}, new byte[UNPACKED_BYTES]))
              .get(1, TimeUnit.MINUTES);
    } finally {
      setCompression("uncompressed");
    }
    await().atMost(TIMEOUT).until(() -> orders.log().contains("OutOfMemoryError"));

    orders.kill();
    passOffset(new TopicPartition(stored.topic(), stored.partition()), stored.offset() + 1);
    orders.start().awaitReady();

    awaitThatEveryServiceConsumes();
  }

  private static void setCompression(String type) throws Exception {
    try (var admin = admin()) {
      var change =
          new AlterConfigOp(
              new ConfigEntry(TopicConfig.COMPRESSION_TYPE_CONFIG, type), AlterConfigOp.OpType.SET);
      var topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPICS.get(0));
      admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
    }
  }

  /** Repeated until the broker has noticed that the group has no members. */
  private static void passOffset(TopicPartition partition, long next) {
    try (var admin = admin()) {
      await()
          .atMost(TIMEOUT)
          .ignoreExceptions()
          .until(
              () ->
                  admin
                          .alterConsumerGroupOffsets(
                              "orders", Map.of(partition, new OffsetAndMetadata(next)))
                          .all()
                          .get()
                      == null);
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers()));
  }

  private static void sendToEveryPartition(
      KafkaProducer<byte[], byte[]> producer, String topic, byte[] key, Headers headers)
      throws Exception {
    for (int partition = 0; partition < producer.partitionsFor(topic).size(); partition++) {
      producer
          .send(new ProducerRecord<>(topic, partition, key, new byte[0], headers))
          .get(1, TimeUnit.MINUTES);
    }
  }

  /** Each record is one dead letter. */
  private static void awaitDeadLetters(Map<TopicPartition, Long> before, long expected) {
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> {
              Map<String, Long> added = new HashMap<>();
              topics()
                  .ends()
                  .forEach(
                      (partition, end) ->
                          added.merge(
                              partition.topic(),
                              end - before.getOrDefault(partition, 0L),
                              Long::sum));
              for (String topic : TOPICS) {
                assertThat(added).containsEntry(topic + "-dlt", expected);
              }
            });
  }

  private void awaitThatEveryServiceConsumes() {
    String email = UUID.randomUUID() + "@example.com";
    String customer = client.register(email);
    String order = client.place(customer);
    client.approve(order);
    client.fulfill(order, "processing");
    client.awaitStatus(order, "PROCESSING");
  }

  private static TopicRecords topics() {
    return new TopicRecords(LocalServers.kafkaBootstrapServers());
  }

  private static int largestRecord(String topic) throws Exception {
    try (var admin = admin()) {
      var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      return Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(String codec) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            LocalServers.kafkaBootstrapServers(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            codec,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            2 * UNPACKED_BYTES,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            2L * UNPACKED_BYTES),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
