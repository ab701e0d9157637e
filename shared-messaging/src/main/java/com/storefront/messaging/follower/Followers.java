package com.storefront.messaging.follower;

import com.storefront.messaging.TopicAdmin;
import com.storefront.messaging.TopicBreaksPromise;
import com.storefront.messaging.deadletter.DeadLetters;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Starts following as soon as the topics are there, and stops with the service. */
class Followers implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Followers.class);

  private final Map<String, ? extends MessageListenerContainer> containers;
  private final TopicAdmin topics;

  private boolean running;

  /**
   * @param containers by the topic that they follow
   */
  Followers(Map<String, ? extends MessageListenerContainer> containers, TopicAdmin topics) {
    this.containers = containers;
    this.topics = topics;
  }

  @Override
  public synchronized void start() {
    running = true;
    containers.forEach(
        (topic, container) -> {
          var thread = new Thread(() -> begin(topic, container), "follower-" + topic);
          thread.setDaemon(true);
          thread.start();
        });
  }

  private void begin(String topic, MessageListenerContainer container) {
    NewTopic deadLetters = topics.lastingTopic(topic + DeadLetters.SUFFIX);
    try {
      topics.declare(List.of(deadLetters), () -> !isRunning());
      topics.await(List.of(topic), () -> !isRunning());
    } catch (TopicBreaksPromise broken) {
      log.error("{} is not followed: {}", topic, broken.getMessage());
      return;
    }
    synchronized (this) {
      if (running) {
        container.start();
      }
    }
  }

  @Override
  public void stop() {
    synchronized (this) {
      running = false;
    }
    containers.values().forEach(MessageListenerContainer::stop);
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }
}
