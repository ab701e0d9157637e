package com.storefront.messaging;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes topics, and holds Kafka to what they promise. */
public class TopicAdmin {

  private static final Logger log = LoggerFactory.getLogger(TopicAdmin.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration PAUSE_FOR_PEOPLE = Duration.ofSeconds(3);

  /** A topic that was just made may be unknown for a moment. */
  private static final int WORTH_TELLING = 3;

  private final Map<String, Object> connection;
  private final TopicSettings settings;

  TopicAdmin(Map<String, Object> connection, TopicSettings settings) {
    this.connection = Map.copyOf(connection);
    this.settings = settings;
  }

  /** A topic whose records are kept for as long as the broker is set to keep them. */
  public NewTopic topic(String name) {
    return new NewTopic(name, settings.partitions(), settings.replicas())
        .configs(
            Map.of(
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                Integer.toString(settings.minInsyncReplicas())));
  }

  /** A topic that keeps the last record of each key for ever. */
  public NewTopic compactedTopic(String name) {
    NewTopic topic = topic(name);
    var configs = new HashMap<>(topic.configs());
    configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    return topic.configs(configs);
  }

  /** A topic that keeps every record until people see to it. */
  public NewTopic lastingTopic(String name) {
    NewTopic topic = topic(name);
    var configs = new HashMap<>(topic.configs());
    configs.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
    return topic.configs(configs);
  }

  /**
   * Makes the topics that are missing, and tries again for as long as Kafka is away or keeps one of
   * them less safely than demanded. Meant for a thread that has nothing else to do.
   *
   * @param stopped ends the waiting
   */
  public void declare(Collection<NewTopic> topics, BooleanSupplier stopped) {
    int failures = 0;
    String told = "";
    while (!stopped.getAsBoolean()) {
      try {
        declare(topics);
        return;
      } catch (TopicBreaksPromise broken) {
        String reason = String.valueOf(broken.getMessage());
        if (!reason.equals(told)) {
          log.error("Not used until it is mended: {}", reason);
          told = reason;
        }
        Patience.await(PAUSE_FOR_PEOPLE, stopped);
      } catch (ExecutionException | TimeoutException | KafkaException away) {
        if (++failures == WORTH_TELLING) {
          log.warn("Kafka can't be reached, topics are declared when it can: {}", reason(away));
        }
        Patience.await(PAUSE, stopped);
      }
    }
  }

  /**
   * Makes the topics that are missing.
   *
   * @throws TopicBreaksPromise if a topic is kept less safely than demanded
   * @throws KafkaException if no address of Kafka can be resolved
   */
  void declare(Collection<NewTopic> topics) throws ExecutionException, TimeoutException {
    try (Admin admin = Admin.create(connection)) {
      create(admin, topics);
      check(admin, topics.stream().map(NewTopic::name).toList());
    }
  }

  /** Waits until all of the topics are there, made by whoever owns them. */
  public void await(Collection<String> topics, BooleanSupplier stopped) {
    while (!stopped.getAsBoolean()) {
      try (Admin admin = Admin.create(connection)) {
        if (get(admin.listTopics().names()).containsAll(topics)) {
          return;
        }
      } catch (ExecutionException | TimeoutException | KafkaException away) {
        log.debug("Kafka can't be reached", away);
      }
      Patience.await(PAUSE, stopped);
    }
  }

  /** Whether a consumer group has come to where a topic ends when it is first asked. */
  public GroupProgress progress(String topic, String group) {
    return new GroupProgress(Admin.create(connection), topic, group);
  }

  private static void create(Admin admin, Collection<NewTopic> topics)
      throws ExecutionException, TimeoutException {
    for (KafkaFuture<Void> made : admin.createTopics(topics).values().values()) {
      try {
        get(made);
      } catch (ExecutionException refused) {
        if (!(refused.getCause() instanceof TopicExistsException)) {
          throw refused;
        }
      }
    }
  }

  private void check(Admin admin, Collection<String> topics)
      throws ExecutionException, TimeoutException {
    for (TopicDescription topic : get(admin.describeTopics(topics).allTopicNames()).values()) {
      checkConfig(admin, topic.name());
      int replicas =
          topic.partitions().stream()
              .mapToInt(partition -> partition.replicas().size())
              .min()
              .orElse(0);
      if (replicas < settings.replicas()) {
        throw new TopicBreaksPromise(
            topic.name(), "replicas", "at least " + settings.replicas(), replicas);
      }
    }
  }

  private void checkConfig(Admin admin, String topic) throws ExecutionException, TimeoutException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config = get(admin.describeConfigs(List.of(resource)).all()).values().iterator().next();
    String insync = config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value();
    if (Integer.parseInt(insync) < settings.minInsyncReplicas()) {
      throw new TopicBreaksPromise(
          topic,
          TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
          "at least " + settings.minInsyncReplicas(),
          insync);
    }
    String unclean = config.get(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG).value();
    if (settings.replicas() > 1 && Boolean.parseBoolean(unclean)) {
      throw new TopicBreaksPromise(
          topic, TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false", unclean);
    }
  }

  private static <T> T get(KafkaFuture<T> answer) throws ExecutionException, TimeoutException {
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Kafka", interrupted);
    }
  }

  private static String reason(Exception away) {
    return away.getCause() == null ? away.toString() : away.getCause().toString();
  }
}
