package com.storefront.messaging.follower;

import com.storefront.messaging.Patience;
import com.storefront.messaging.TopicAdmin;
import com.storefront.messaging.deadletter.DeadLetters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Starts following as soon as the topics are there, and stops with the service. */
class Followers implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Followers.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

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
    topics.declare(List.of(deadLetters), () -> !isRunning());
    topics.await(List.of(topic), () -> !isRunning());
    while (!hasBegun(container)) {
      Patience.await(PAUSE, () -> !isRunning());
    }
  }

  /** A consumer can't even be made while no address of Kafka can be resolved. */
  private synchronized boolean hasBegun(MessageListenerContainer container) {
    try {
      if (running) {
        container.start();
      }
      return true;
    } catch (KafkaException away) {
      log.warn("{} can't begin yet: {}", container.getListenerId(), away.toString());
      container.stop();
      return false;
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
