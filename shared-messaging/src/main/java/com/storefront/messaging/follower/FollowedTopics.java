package com.storefront.messaging.follower;

import com.storefront.messaging.deadletter.DeadLetterRefused;
import com.storefront.messaging.deadletter.Redelivery;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.core.annotation.AnnotationUtils;

/** All topics that this service follows, each with who applies its records. */
class FollowedTopics implements Redelivery {

  private final Map<String, FollowedTopic<?>> listeners;

  /**
   * @param listeners by topic
   */
  FollowedTopics(Map<String, FollowedTopic<?>> listeners) {
    this.listeners = Map.copyOf(listeners);
  }

  Map<String, FollowedTopic<?>> byTopic() {
    return listeners;
  }

  @Override
  public Set<String> topics() {
    return listeners.keySet();
  }

  @Override
  public void redeliver(ConsumerRecord<String, byte[]> letter, String topic) {
    FollowedTopic<?> listener = listeners.get(topic);
    if (listener == null) {
      throw new DeadLetterRefused(topic + " is not followed here");
    }
    listener.applyAgain(letter);
  }

  static String topic(Follower<?> follower) {
    var follows = AnnotationUtils.findAnnotation(follower.getClass(), Follows.class);
    if (follows == null) {
      throw new IllegalArgumentException(
          follower.getClass().getName() + " is a follower and needs @Follows");
    }
    return follows.topic();
  }
}
