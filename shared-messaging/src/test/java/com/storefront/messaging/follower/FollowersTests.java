package com.storefront.messaging.follower;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.storefront.messaging.TopicAdmin;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;

@SpringBootTest
class FollowersTests {

  @Autowired TopicAdmin topics;
  @Autowired ConsumerFactory<String, byte[]> consumers;
  @Autowired KafkaTemplate<String, byte[]> kafka;

  private final String topic = "late-" + UUID.randomUUID();

  /** A broker that is away may have taken its name along, and no consumer is made without one. */
  @Test
  void beginAsSoonAsAConsumerCanBeMade() {
    topics.declare(List.of(topics.topic(topic)), () -> false);
    kafka.send(topic, "key", "value".getBytes(UTF_8)).join();
    var failing = new FailingTwice(consumers.getConfigurationProperties());
    var properties = new ContainerProperties(topic);
    properties.setGroupId(topic);
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    properties.setMessageListener(
        (MessageListener<String, byte[]>) event -> heard.add(event.key()));
    var followers =
        new Followers(
            Map.of(topic, new ConcurrentMessageListenerContainer<>(failing, properties)), topics);

    followers.start();
    try {
      await().until(() -> heard.contains("key"));
    } finally {
      followers.stop();
    }
  }

  private static final class FailingTwice extends DefaultKafkaConsumerFactory<String, byte[]> {

    private final AtomicInteger attempts = new AtomicInteger();

    FailingTwice(Map<String, Object> settings) {
      super(settings);
    }

    @Override
    protected Consumer<String, byte[]> createKafkaConsumer(Map<String, Object> settings) {
      if (attempts.incrementAndGet() <= 2) {
        throw new KafkaException("No resolvable bootstrap urls given in bootstrap servers");
      }
      return super.createKafkaConsumer(settings);
    }
  }
}
