package com.storefront.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates topics and verifies their durability settings.
 *
 * <p>spring-kafka's KafkaAdmin is not used because it adds partitions to a topic that has fewer
 * than requested, which moves keys to other partitions and so breaks the order of an aggregate's
 * events.
 */
public class TopicProvisioner {

  private static final Logger log = LoggerFactory.getLogger(TopicProvisioner.class);
  private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

  /** A topic that was just created can be unknown for a moment. */
  private static final int WARN_AFTER_FAILURES = 3;

  /**
   * The broker unpacks what a producer compressed and applies {@code max.message.bytes} to the
   * result. Otherwise a small record could unpack to more than the memory of its consumers.
   */
  private static final String UNCOMPRESSED = "uncompressed";

  /** How long a segment is written. Until then its records are neither compacted nor deleted. */
  private static final String SEGMENT_MS = Long.toString(Duration.ofDays(1).toMillis());

  private static final String FOR_EVER = "-1";

  /** Settings that a topic of an earlier release lacks; what an operator set is kept. */
  private static final List<String> ADDED =
      List.of(
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
          TopicConfig.SEGMENT_MS_CONFIG);

  private final KafkaCluster kafka;
  private final TopicSettings settings;

  TopicProvisioner(KafkaCluster kafka, TopicSettings settings) {
    this.kafka = kafka;
    this.settings = settings;
  }

  /** A topic whose records are kept for as long as the broker's default says. */
  public NewTopic topic(String name) {
    return eventTopic(name, Map.of());
  }

  /**
   * A topic that keeps the last record of each key for ever, and an earlier one for about a day. By
   * default, Kafka may keep that for ever, too.
   */
  public NewTopic compactedTopic(String name) {
    return eventTopic(
        name,
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
            SEGMENT_MS));
  }

  /**
   * A topic for dead letters. Its records can be larger than those of the other topics, so that a
   * record of these fits with more headers.
   */
  public NewTopic deadLetterTopic(String name) {
    return topic(
        name,
        Map.of(
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(settings.deadLetterRetention().toMillis()),
            TopicConfig.SEGMENT_MS_CONFIG,
            SEGMENT_MS));
  }

  private NewTopic eventTopic(String name, Map<String, String> retention) {
    var settingsOfTopic = new HashMap<>(retention);
    settingsOfTopic.put(
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Long.toString(settings.maxRecordSize().toBytes()));
    return topic(name, settingsOfTopic);
  }

  private NewTopic topic(String name, Map<String, String> settingsOfTopic) {
    var configs = new HashMap<>(settingsOfTopic);
    configs.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(settings.minInsyncReplicas()));
    configs.put(TopicConfig.COMPRESSION_TYPE_CONFIG, UNCOMPRESSED);
    return new NewTopic(name, settings.partitions(), settings.replicas()).configs(configs);
  }

  /**
   * Creates the topics that are missing and waits until each has the required settings. Retries
   * while Kafka is unreachable.
   *
   * @param stopped ends the wait
   */
  public void declare(Collection<NewTopic> topics, BooleanSupplier stopped) {
    int failures = 0;
    String reported = "";
    while (!stopped.getAsBoolean()) {
      try {
        declare(topics);
        return;
      } catch (TopicConfigurationMismatch mismatch) {
        String reason = String.valueOf(mismatch.getMessage());
        if (!reason.equals(reported)) {
          log.error("Topic is not used until its configuration is corrected: {}", reason);
          reported = reason;
        }
      } catch (KafkaException unreachable) {
        if (++failures == WARN_AFTER_FAILURES) {
          log.warn("Kafka is unreachable, creating topics is retried: {}", unreachable.toString());
        }
      }
      Polling.await(RETRY_INTERVAL, stopped);
    }
  }

  /**
   * Creates the topics that are missing.
   *
   * @throws TopicConfigurationMismatch if a topic is less durable than required
   * @throws KafkaException if Kafka refuses or is unreachable
   */
  void declare(Collection<NewTopic> topics) {
    for (NewTopic topic : topics) {
      try {
        kafka.ask(admin -> admin.createTopics(List.of(topic)).all().get());
      } catch (KafkaException refused) {
        if (!(refused.getCause() instanceof TopicExistsException)) {
          throw refused;
        }
      }
      check(topic.name(), topic.configs());
      // Waits for the leaders. If the first batch of a producer to a new partition fails and the
      // next does not, the broker refuses each repetition as out of order (KAFKA-14359).
      kafka.offsets(topic.name());
    }
  }

  private void check(String topic, Map<String, String> declared) {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config = only(kafka.ask(admin -> admin.describeConfigs(List.of(resource)).all().get()));
    String insync = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
    requireAtLeast(
        settings.minInsyncReplicas(), topic, insync, Integer.parseInt(config.get(insync).value()));
    String unclean = TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG;
    if (settings.replicas() > 1 && Boolean.parseBoolean(config.get(unclean).value())) {
      throw new TopicConfigurationMismatch(topic, unclean, "false", true);
    }
    bound(resource, config, declared);
    TopicDescription described =
        only(kafka.ask(admin -> admin.describeTopics(List.of(topic)).allTopicNames().get()));
    for (TopicPartitionInfo partition : described.partitions()) {
      requireAtLeast(settings.replicas(), topic, "replicas", partition.replicas().size());
    }
  }

  /** A topic that an earlier release created accepts larger records, and keeps them longer. */
  private void bound(ConfigResource topic, Config config, Map<String, String> declared) {
    List<AlterConfigOp> changes = new ArrayList<>();
    String compression = TopicConfig.COMPRESSION_TYPE_CONFIG;
    if (!UNCOMPRESSED.equals(config.get(compression).value())) {
      changes.add(set(compression, UNCOMPRESSED));
    }
    for (String name : ADDED) {
      String value = declared.get(name);
      if (value != null && config.get(name).source() != ConfigSource.DYNAMIC_TOPIC_CONFIG) {
        changes.add(set(name, value));
      }
    }
    String retention = declared.getOrDefault(TopicConfig.RETENTION_MS_CONFIG, FOR_EVER);
    if (!retention.equals(FOR_EVER)
        && config.get(TopicConfig.RETENTION_MS_CONFIG).value().equals(FOR_EVER)) {
      changes.add(set(TopicConfig.RETENTION_MS_CONFIG, retention));
    }
    if (!changes.isEmpty()) {
      kafka.ask(admin -> admin.incrementalAlterConfigs(Map.of(topic, changes)).all().get());
    }
  }

  private static AlterConfigOp set(String name, String value) {
    return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
  }

  private static <T> T only(Map<?, T> described) {
    return described.values().iterator().next();
  }

  private static void requireAtLeast(int required, String topic, String setting, int found) {
    if (found < required) {
      throw new TopicConfigurationMismatch(topic, setting, "at least " + required, found);
    }
  }

  /** Waits until the topics exist, created by the services that own them. */
  public void await(Collection<String> topics, BooleanSupplier stopped) {
    while (!stopped.getAsBoolean()) {
      try {
        if (kafka.ask(admin -> admin.listTopics().names().get()).containsAll(topics)) {
          return;
        }
      } catch (KafkaException unreachable) {
        log.debug("Waiting for topics is retried", unreachable);
      }
      Polling.await(RETRY_INTERVAL, stopped);
    }
  }
}
