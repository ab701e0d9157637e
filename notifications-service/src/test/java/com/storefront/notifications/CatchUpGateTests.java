package com.storefront.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.messaging.KafkaCluster;
import com.storefront.notifications.digest.DigestWeek;
import com.storefront.servers.LocalServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/** With topics and a consumer group of its own for each test. */
class CatchUpGateTests {

  private static final Map<String, Object> SERVER =
      Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers());

  private final String application = "gate-" + UUID.randomUUID();
  private final StreamTopics topics = new StreamTopics(null, application);
  private final TopicPartition lines = new TopicPartition(topics.lines(), 0);
  private final Admin admin = Admin.create(SERVER);
  private final KafkaCluster kafka = new KafkaCluster(SERVER);
  private final CatchUpGate gate =
      new CatchUpGate(
          kafka,
          new DefaultKafkaConsumerFactory<>(
              SERVER, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
          now -> new DigestWeek("2026-W49", Instant.MAX),
          Clock.systemUTC(),
          topics,
          new SimpleMeterRegistry(),
          application);

  /** What other tests published is applied. */
  @BeforeEach
  void createTopics() throws Exception {
    create(topics.lines());
    var applied = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (String input : StreamTopics.INPUTS) {
      create(input);
      kafka
          .offsets(input)
          .forEach(
              it ->
                  applied.put(
                      new TopicPartition(input, it.partition()), new OffsetAndMetadata(it.end())));
    }
    admin.alterConsumerGroupOffsets(application, applied).all().get();
  }

  private void create(String topic) throws InterruptedException {
    try {
      admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
    } catch (ExecutionException failure) {
      assertThat(failure).hasCauseInstanceOf(TopicExistsException.class);
    }
    await().ignoreExceptions().until(() -> !kafka.offsets(topic).isEmpty());
  }

  @AfterEach
  void close() {
    gate.stop();
    kafka.close();
    admin.close();
  }

  @Test
  void opensIfAPartitionHoldsOnlyAnAbortedTransaction() {
    write(false);

    gate.start();

    await().atMost(Duration.ofMinutes(1)).until(gate::hasCaughtUp);
  }

  /**
   * Kafka Streams may commit the offset after the record, which is that of the transaction's end.
   */
  @Test
  void staysClosedUntilARecordIsApplied() throws Exception {
    write(true);

    gate.start();
    await().during(Duration.ofSeconds(3)).until(() -> !gate.hasCaughtUp());
    admin
        .alterConsumerGroupOffsets(application, Map.of(lines, new OffsetAndMetadata(1)))
        .all()
        .get();

    await().atMost(Duration.ofMinutes(1)).until(gate::hasCaughtUp);
  }

  /** A record in a transaction, whose end takes the second offset. */
  private void write(boolean isCommitted) {
    var config = new HashMap<>(SERVER);
    config.put("transactional.id", application);
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(lines.topic(), 0, new byte[0], new byte[0]));
      producer.flush();
      if (isCommitted) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }
}
