package com.storefront.messaging;

/** A topic is kept less safely than this service was told to demand. */
public class TopicBreaksPromise extends RuntimeException {

  TopicBreaksPromise(String topic, String setting, String demanded, Object found) {
    super(
        "topic %s: %s must be %s, is %s; alter the topic or lower storefront.topics.*"
            .formatted(topic, setting, demanded, found));
  }
}
