package com.storefront.notifications;

import com.storefront.events.Topics;
import com.storefront.messaging.TopicProvisioner;
import com.storefront.messaging.consumer.deadletter.DeadLetter;
import com.storefront.notifications.mail.MailTopics;
import com.storefront.notifications.order.OrderMerge;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The topics that the stream reads and writes. Its internal topics are created by us: the broker
 * reports an error for a first transaction on partitions that are new.
 */
@Component
class StreamTopics {

  static final List<String> INPUTS =
      List.of(
          Topics.CUSTOMER_CHANGE,
          Topics.FULFILLMENT_REQUEST,
          Topics.ORDER_STATUS_CHANGE,
          Topics.IMPORT_COMPLETED);

  private final TopicProvisioner topics;
  private final String application;

  StreamTopics(
      TopicProvisioner topics,
      @Value("${spring.kafka.streams.application-id}") String application) {
    this.topics = topics;
    this.application = application;
  }

  /** The changes of orders by customer. */
  String lines() {
    return application + "-" + NotificationsTopology.LINES + "-repartition";
  }

  /**
   * All topics that are written.
   *
   * @param orders partitions of the topics of orders
   * @param customers partitions of the topic of customers
   */
  List<NewTopic> all(int orders, int customers) {
    var all = new ArrayList<NewTopic>();
    INPUTS.forEach(topic -> all.add(topics.deadLetterTopic(topic + DeadLetter.TOPIC_SUFFIX)));
    for (String store : NotificationsTopology.STORES) {
      NewTopic changelog = topics.compactedTopic(application + "-" + store + "-changelog");
      all.add(MailTopics.with(changelog, store.equals(OrderMerge.STORE) ? orders : customers));
    }
    // Kafka Streams removes what was consumed.
    all.add(
        MailTopics.with(topics.topic(lines()), customers, TopicConfig.RETENTION_MS_CONFIG, "-1"));
    all.add(MailTopics.decided(topics, customers));
    return all;
  }
}
