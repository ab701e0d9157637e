package com.storefront.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.storefront.servers.LocalServers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** A topic is used only if Kafka stores it as durably as required. */
class TopicProvisionerTests {

  private static final KafkaCluster KAFKA =
      new KafkaCluster(Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers()));

  private final String topic = "provisioned-" + UUID.randomUUID();

  @Test
  void acceptsATopicThatIsAsDurableAsRequired() {
    declare(1, 1, 1);

    assertThatCode(() -> declare(1, 1, 1)).doesNotThrowAnyException();
  }

  /**
   * More partitions would move keys to other partitions, and so break the order of their events.
   */
  @Test
  void neverAddsPartitions() {
    declare(1, 1, 1);

    declare(3, 1, 1);

    var described = KAFKA.ask(admin -> admin.describeTopics(List.of(topic)).allTopicNames().get());
    assertThat(described.get(topic).partitions()).hasSize(1);
  }

  @Test
  void refusesATopicWithFewerReplicas() {
    declare(1, 1, 1);

    refuses(3, 1, "replicas must be at least 3");
  }

  @Test
  void refusesATopicThatAcknowledgesWithFewerReplicas() {
    declare(1, 1, 1);

    refuses(3, 2, "min.insync.replicas must be at least 2");
  }

  @Test
  void refusesATopicThatMayElectALeaderWithoutAllRecords() {
    var unclean =
        new NewTopic(topic, 1, (short) 1).configs(Map.of("unclean.leader.election.enable", "true"));
    KAFKA.ask(admin -> admin.createTopics(List.of(unclean)).all().get());

    refuses(3, 1, "unclean.leader.election.enable must be false");
  }

  @AfterAll
  static void close() {
    KAFKA.close();
  }

  @Test
  void usesATopicWhenItsConfigurationIsCorrected() {
    var checks = new AtomicInteger();
    var topics =
        new TopicProvisioner(KAFKA, settings(1, 3, 2)) {
          @Override
          void declare(Collection<NewTopic> topics) {
            if (checks.incrementAndGet() == 1) {
              throw new TopicConfigurationMismatch(topic, "replicas", "at least 3", 1);
            }
          }
        };

    topics.declare(List.of(topics.topic(topic)), () -> false);

    assertThat(checks).hasValue(2);
  }

  @Test
  void retriesWhileNoAddressOfABrokerCanBeResolved() {
    var topics =
        new TopicProvisioner(
            new KafkaCluster(Map.of("bootstrap.servers", "unresolvable.invalid:9092")),
            settings(1, 1, 1));
    var checks = new AtomicInteger();

    topics.declare(List.of(topics.topic(topic)), () -> checks.incrementAndGet() > 100);
    topics.await(List.of(topic), () -> checks.incrementAndGet() > 200);

    assertThat(checks).hasValueGreaterThan(200);
  }

  @Test
  void boundsTheRecordsOfATopic() {
    declare(1, 1, 1);

    assertThat(largestRecord()).isEqualTo("262144");
  }

  /** It was created by an earlier release. */
  @Test
  void boundsTheRecordsOfATopicThatHasNoBound() {
    KAFKA.ask(admin -> admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get());

    declare(1, 1, 1);

    assertThat(largestRecord()).isEqualTo("262144");
  }

  @Test
  void keepsTheBoundThatAnOperatorSet() {
    var larger = new NewTopic(topic, 1, (short) 1).configs(Map.of("max.message.bytes", "2000000"));
    KAFKA.ask(admin -> admin.createTopics(List.of(larger)).all().get());

    declare(1, 1, 1);

    assertThat(largestRecord()).isEqualTo("2000000");
  }

  @Test
  void compactsWithinADay() {
    var topics = new TopicProvisioner(KAFKA, settings(1, 1, 1));

    topics.declare(List.of(topics.compactedTopic(topic)), () -> false);

    assertThat(config("cleanup.policy")).isEqualTo("compact");
    assertThat(config("max.compaction.lag.ms")).isEqualTo("86400000");
  }

  @Test
  void keepsDeadLettersForThirtyDays() {
    declareDeadLetters();

    assertThat(config("retention.ms")).isEqualTo("2592000000");
    assertThat(config("segment.ms")).isEqualTo("86400000");
  }

  /** Earlier releases kept them for ever. */
  @Test
  void endsTheRetentionOfTheDeadLettersOfAnEarlierRelease() {
    create(Map.of("retention.ms", "-1"));

    declareDeadLetters();

    assertThat(config("retention.ms")).isEqualTo("2592000000");
    assertThat(config("segment.ms")).isEqualTo("86400000");
  }

  @Test
  void keepsTheRetentionThatAnOperatorSet() {
    create(Map.of("retention.ms", "5000000000"));

    declareDeadLetters();

    assertThat(config("retention.ms")).isEqualTo("5000000000");
  }

  private void declareDeadLetters() {
    var topics = new TopicProvisioner(KAFKA, settings(1, 1, 1));
    topics.declare(List.of(topics.deadLetterTopic(topic)), () -> false);
  }

  private void create(Map<String, String> configs) {
    var created = new NewTopic(topic, 1, (short) 1).configs(configs);
    KAFKA.ask(admin -> admin.createTopics(List.of(created)).all().get());
  }

  private String largestRecord() {
    return config("max.message.bytes");
  }

  /** A topic that was just created can be unknown for a moment. */
  private String config(String name) {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return await()
        .ignoreExceptions()
        .until(
            () ->
                KAFKA
                    .ask(admin -> admin.describeConfigs(List.of(resource)).all().get())
                    .get(resource)
                    .get(name)
                    .value(),
            Objects::nonNull);
  }

  /** A topic that was just created can be unknown for a moment. */
  private void declare(int partitions, int replicas, int minInsync) {
    TopicProvisioner topics = provisioner(partitions, replicas, minInsync);
    topics.declare(List.of(topics.topic(topic)), () -> false);
  }

  private void refuses(int replicas, int minInsync, String requirement) {
    TopicProvisioner topics = provisioner(1, replicas, minInsync);
    assertThatThrownBy(() -> topics.declare(List.of(topics.topic(topic))))
        .isInstanceOf(TopicConfigurationMismatch.class)
        .hasMessageContaining(topic)
        .hasMessageContaining(" " + requirement);
  }

  private static TopicProvisioner provisioner(int partitions, int replicas, int minInsync) {
    return new TopicProvisioner(KAFKA, settings(partitions, replicas, minInsync));
  }

  private static TopicSettings settings(int partitions, int replicas, int minInsync) {
    return new TopicSettings(
        partitions, (short) replicas, minInsync, DataSize.ofKilobytes(256), Duration.ofDays(30));
  }
}
