package com.storefront.messaging.consumer;

import com.mongodb.client.model.ReplaceOptions;
import com.storefront.messaging.KafkaCluster;
import com.storefront.messaging.TopicProvisioner;
import com.storefront.messaging.consumer.deadletter.DeadLetterPublisher;
import com.storefront.messaging.consumer.deadletter.DeadLetterService;
import com.storefront.messaging.consumer.deadletter.DeadLettersEndpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** Consumes the topic of each {@link EventHandler} and manages the dead letters. */
@AutoConfiguration(after = {DataMongoAutoConfiguration.class, KafkaAutoConfiguration.class})
@EnableConfigurationProperties(ConsumerSettings.class)
@ConditionalOnBean({MongoOperations.class, TopicProvisioner.class})
@Import({
  ConsumerProgress.class,
  DeadLetterPublisher.class,
  DeadLetterService.class,
  DeadLettersEndpoint.class
})
class ConsumerAutoConfiguration {

  @Bean
  ListenerContainers listenerContainers(
      List<EventHandler<?>> handlers,
      ConcurrentKafkaListenerContainerFactory<byte[], byte[]> factory,
      TopicProvisioner topics,
      KafkaCluster kafka,
      DeadLetterPublisher deadLetters,
      MongoOperations mongo,
      MeterRegistry meters,
      ObjectProvider<Propagator> propagator,
      Clock clock,
      ConsumerSettings settings,
      @Value("${spring.application.name}") String group) {
    Map<String, EventBatchListener<?>> listeners = new LinkedHashMap<>();
    for (EventHandler<?> handler : handlers) {
      String topic = handler.subscription().topic();
      var telemetry =
          new ConsumerTelemetry(
              topic, group, kafka, meters, propagator.getIfAvailable(() -> Propagator.NOOP), clock);
      listeners.put(
          topic,
          new EventBatchListener<>(
              handler, deadLetters, () -> acceptsWrites(mongo), telemetry, settings));
    }
    return new ListenerContainers(
        listeners, factory, retryForEver(settings), group, topics, meters);
  }

  private static boolean acceptsWrites(MongoOperations mongo) {
    try {
      mongo
          .getCollection("consumer.probes")
          .replaceOne(
              new Document("_id", "probe"), new Document(), new ReplaceOptions().upsert(true));
      return true;
    } catch (RuntimeException unavailable) {
      return false;
    }
  }

  /**
   * Delivers a failed batch again, for ever. Without the classification spring-kafka would log and
   * skip the batch after some exceptions, ClassCastException for one.
   */
  static CommonErrorHandler retryForEver(ConsumerSettings settings) {
    var backOff = new ExponentialBackOff(settings.initialBackOff().toMillis(), 2);
    backOff.setMaxInterval(settings.maxBackOff().toMillis());
    var handler = new DefaultErrorHandler(backOff);
    handler.setClassifications(Map.of(), true);
    return handler;
  }
}
