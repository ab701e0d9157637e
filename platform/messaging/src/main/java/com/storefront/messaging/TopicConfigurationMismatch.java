package com.storefront.messaging;

import org.apache.kafka.common.KafkaException;

/** A topic is less durable than this service requires. */
public class TopicConfigurationMismatch extends KafkaException {

  TopicConfigurationMismatch(String topic, String setting, String required, Object found) {
    super(
        "Topic %s: %s must be %s, but is %s. Alter the topic or lower storefront.topics.*."
            .formatted(topic, setting, required, found));
  }
}
