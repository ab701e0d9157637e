package com.storefront.messaging.consumer;

import com.storefront.messaging.Polling;
import com.storefront.messaging.TopicProvisioner;
import com.storefront.messaging.consumer.deadletter.DeadLetter;
import com.storefront.messaging.consumer.deadletter.DeadLetterReplayer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListenerContainer;

/** A listener container for each topic: started when the topic exists, stopped with the service. */
class ListenerContainers implements SmartLifecycle, DeadLetterReplayer {

  private static final Logger log = LoggerFactory.getLogger(ListenerContainers.class);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  private final Map<String, EventBatchListener<?>> listeners;
  private final Map<String, MessageListenerContainer> containers = new LinkedHashMap<>();
  private final TopicProvisioner topics;
  private final String group;

  private volatile boolean running;

  /**
   * @param listeners by topic
   */
  ListenerContainers(
      Map<String, EventBatchListener<?>> listeners,
      ConcurrentKafkaListenerContainerFactory<byte[], byte[]> factory,
      CommonErrorHandler errorHandler,
      String group,
      TopicProvisioner topics,
      MeterRegistry meters) {
    this.listeners = listeners;
    this.topics = topics;
    this.group = group;
    listeners.forEach(
        (topic, listener) -> {
          var container = factory.createContainer(topic);
          container.setBeanName("consumer-" + topic);
          container.setCommonErrorHandler(errorHandler);
          ContainerProperties properties = container.getContainerProperties();
          properties.setGroupId(group);
          properties.setClientId(group + "-" + topic);
          properties.setMessageListener(listener);
          properties
              .getKafkaConsumerProperties()
              .setProperty(
                  ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(listener.maxRecords()));
          properties.setMicrometerEnabled(false); // a failure of its timer would fail the batch
          containers.put(topic, container);
          Gauge.builder("storefront.follower.partitions", () -> partitions(container))
              .description("Partitions that this instance consumes")
              .tag("topic", topic)
              .register(meters);
        });
  }

  private static int partitions(MessageListenerContainer container) {
    Collection<?> assigned = container.getAssignedPartitions();
    return assigned == null || !container.isChildRunning() ? 0 : assigned.size();
  }

  @Override
  public void start() {
    running = true;
    containers.forEach(
        (topic, container) -> {
          var thread = new Thread(() -> start(topic, container), "consumer-" + topic);
          thread.setDaemon(true);
          thread.start();
        });
  }

  private void start(String topic, MessageListenerContainer container) {
    NewTopic deadLetters = topics.deadLetterTopic(topic + DeadLetter.TOPIC_SUFFIX);
    topics.declare(List.of(deadLetters), () -> !running);
    topics.await(List.of(topic), () -> !running);
    while (!hasStarted(container)) {
      Polling.await(RETRY_INTERVAL, () -> !running);
    }
  }

  /** A Kafka consumer cannot be created while no address of a broker can be resolved. */
  private synchronized boolean hasStarted(MessageListenerContainer container) {
    try {
      if (running) {
        container.start();
      }
      return true;
    } catch (KafkaException unreachable) {
      log.warn("{} cannot start yet: {}", container.getListenerId(), unreachable.toString());
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
  public boolean isRunning() {
    return running;
  }

  @Override
  public String group() {
    return group;
  }

  @Override
  public Set<String> topics() {
    return listeners.keySet();
  }

  @Override
  public Map<ConsumerRecord<byte[], byte[]>, String> replay(
      List<ConsumerRecord<byte[], byte[]>> deadLetters, String topic) {
    return Objects.requireNonNull(listeners.get(topic)).replay(deadLetters);
  }
}
