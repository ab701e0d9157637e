package com.storefront.messaging.consumer;

import com.storefront.messaging.KafkaCluster;
import com.storefront.messaging.Polling;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.springframework.beans.factory.annotation.Value;

/** Waits until this service has consumed a topic. For sample data and tests. */
public class ConsumerProgress {

  private final KafkaCluster kafka;
  private final String group;

  ConsumerProgress(KafkaCluster kafka, @Value("${spring.application.name}") String group) {
    this.kafka = kafka;
    this.group = group;
  }

  /** Whether every record of the topic was applied, or is a dead letter, within the time. */
  public boolean awaitApplied(String topic, Duration timeout) {
    return Polling.await(timeout, () -> isApplied(topic));
  }

  private boolean isApplied(String topic) {
    try {
      return kafka.lag(topic, group) == 0;
    } catch (KafkaException unreachable) {
      return false;
    }
  }
}
