package com.storefront.notifications.mail;

import com.storefront.messaging.TopicProvisioner;
import java.time.Duration;
import java.util.HashMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of mails. Both have the same number of partitions. */
public final class MailTopics {

  private static final Duration DECISIONS_KEPT = Duration.ofDays(8);

  private MailTopics() {}

  /** Has personal data, so its records are deleted after eight days. */
  public static NewTopic decided(TopicProvisioner topics, int partitions) {
    return with(
        topics.topic(MailDecided.TOPIC),
        partitions,
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(DECISIONS_KEPT.toMillis()));
  }

  /**
   * The topic with another number of partitions.
   *
   * @param settings names and values in turn
   */
  public static NewTopic with(NewTopic topic, int partitions, String... settings) {
    var configs = new HashMap<>(topic.configs());
    for (int i = 0; i < settings.length; i += 2) {
      configs.put(settings[i], settings[i + 1]);
    }
    return new NewTopic(topic.name(), partitions, topic.replicationFactor()).configs(configs);
  }
}
