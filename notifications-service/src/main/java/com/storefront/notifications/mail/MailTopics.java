package com.storefront.notifications.mail;

import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.TopicProvisioner;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The topics of mails. Both have the same number of partitions. */
public final class MailTopics {

  private static final Duration DECISIONS_KEPT = Duration.ofDays(8);
  private static final Duration SEGMENT = Duration.ofDays(1);

  private MailTopics() {}

  /** Has personal data, so its records are deleted after eight days, or a day later. */
  public static NewTopic decided(TopicProvisioner topics, int partitions) {
    return with(
        topics.topic(MailDecided.TOPIC),
        partitions,
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(DECISIONS_KEPT.toMillis()),
        TopicConfig.SEGMENT_MS_CONFIG, // Kafka deletes whole segments
        Long.toString(SEGMENT.toMillis()));
  }

  public static NewTopic states(TopicProvisioner topics, int partitions) {
    return with(topics.compactedTopic(MailState.TOPIC), partitions);
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

  /** The headers of an event. */
  static Headers headers(String type, String id, String subject, long sequence, Instant time) {
    var headers = new RecordHeaders();
    EventHeaders.set(headers, EventHeaders.SPEC_VERSION, "1.0");
    EventHeaders.set(headers, EventHeaders.ID, id);
    EventHeaders.set(headers, EventHeaders.TYPE, type);
    EventHeaders.set(headers, EventHeaders.SOURCE, "/notifications");
    EventHeaders.set(headers, EventHeaders.SUBJECT, subject);
    EventHeaders.set(headers, EventHeaders.TIME, time.toString());
    EventHeaders.set(headers, EventHeaders.SEQUENCE, Long.toString(sequence));
    EventHeaders.set(headers, EventHeaders.CONTENT_TYPE, "application/json");
    return headers;
  }
}
