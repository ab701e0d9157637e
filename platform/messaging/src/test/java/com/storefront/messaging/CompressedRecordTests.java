package com.storefront.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.storefront.servers.LocalServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** A few kilobytes on the wire must not become more than a consumer can hold. */
class CompressedRecordTests {

  private static final int UNPACKED_BYTES = 40_000_000;
  private static final KafkaCluster KAFKA =
      new KafkaCluster(Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers()));

  private final String topic = "compressed-" + UUID.randomUUID();

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd", "snappy", "lz4"})
  void isRefusedByTheBrokerIfItUnpacksToMoreThanTheLargestRecord(String codec) throws Exception {
    declareTopic();

    try (var producer = producer(codec)) {
      assertThatThrownBy(() -> send(producer, UNPACKED_BYTES))
          .hasCauseInstanceOf(RecordTooLargeException.class);
      assertThat(send(producer, 100_000)).as("the offset of the next record").isZero();
    }
  }

  /** A topic of an earlier release. */
  @Test
  void isRefusedInATopicThatExistedBefore() throws Exception {
    KAFKA.ask(admin -> admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get());

    declareTopic();

    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var config = KAFKA.ask(admin -> admin.describeConfigs(List.of(resource)).all().get());
    assertThat(config.get(resource).get(TopicConfig.COMPRESSION_TYPE_CONFIG).value())
        .isEqualTo("uncompressed");
  }

  private void declareTopic() {
    var topics =
        new TopicProvisioner(
            KAFKA,
            new TopicSettings(1, (short) 1, 1, DataSize.ofKilobytes(256), Duration.ofDays(30)));
    topics.declare(List.of(topics.topic(topic)), () -> false);
  }

  private long send(KafkaProducer<byte[], byte[]> producer, int bytes) throws Exception {
    var record = new ProducerRecord<>(topic, new byte[0], new byte[bytes]);
    return producer.send(record).get(1, TimeUnit.MINUTES).offset();
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
