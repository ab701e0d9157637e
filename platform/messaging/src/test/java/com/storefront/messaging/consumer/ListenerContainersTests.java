package com.storefront.messaging.consumer;

import static com.storefront.messaging.consumer.ParcelRecords.moved;
import static com.storefront.messaging.consumer.ParcelRecords.published;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import com.storefront.messaging.TopicProvisioner;
import com.storefront.messaging.aggregate.Parcel;
import com.storefront.messaging.consumer.deadletter.DeadLetterPublisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;

@SpringBootTest
class ListenerContainersTests {

  @Autowired TopicProvisioner topics;
  @Autowired ConsumerFactory<byte[], byte[]> consumers;
  @Autowired KafkaTemplate<String, byte[]> kafka;

  private final Shelf shelf = new Shelf();
  private final String id = UUID.randomUUID().toString();

  /** While no address of a broker can be resolved, no Kafka consumer can be created. */
  @Test
  void startAsSoonAsAConsumerCanBeCreated() {
    kafka.send(published(id, moved(id, "Oslo"), Map.of())).join();
    var factory = new ConcurrentKafkaListenerContainerFactory<byte[], byte[]>();
    factory.setConsumerFactory(new FailingTwice(consumers.getConfigurationProperties()));
    var meters = new SimpleMeterRegistry();
    var settings = new ConsumerSettings(Duration.ofMillis(1), Duration.ofMillis(1), 5);
    var listener =
        new EventBatchListener<>(
            shelf,
            mock(DeadLetterPublisher.class),
            () -> true,
            new ConsumerTelemetry(
                "topic", "group", mock(), meters, Propagator.NOOP, Clock.systemUTC()),
            settings);
    var containers =
        new ListenerContainers(
            Map.of(Parcel.TOPIC, listener),
            factory,
            ConsumerAutoConfiguration.retryForEver(settings),
            "group-" + id,
            topics,
            meters);

    containers.start();
    try {
      await().until(() -> shelf.places.containsKey(id));
    } finally {
      containers.stop();
    }
  }

  private static final class FailingTwice extends DefaultKafkaConsumerFactory<byte[], byte[]> {

    private final AtomicInteger attempts = new AtomicInteger();

    FailingTwice(Map<String, Object> settings) {
      super(settings);
    }

    @Override
    protected Consumer<byte[], byte[]> createKafkaConsumer(Map<String, Object> settings) {
      if (attempts.incrementAndGet() <= 2) {
        throw new KafkaException("No resolvable bootstrap urls given in bootstrap servers");
      }
      return super.createKafkaConsumer(settings);
    }
  }
}
