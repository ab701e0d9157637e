package com.storefront.messaging.follower;

import com.mongodb.client.model.ReplaceOptions;
import com.storefront.messaging.TopicAdmin;
import com.storefront.messaging.TopicObserver;
import com.storefront.messaging.deadletter.DeadLetters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.tracing.Tracer;
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
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** A consumer for each {@link Follower}. */
@AutoConfiguration(after = {DataMongoAutoConfiguration.class, KafkaAutoConfiguration.class})
@EnableConfigurationProperties(FollowerSettings.class)
@ConditionalOnBean({MongoOperations.class, TopicAdmin.class})
class FollowerAutoConfiguration {

  private static final double PAUSES_GROW_BY = 2;

  @Bean
  DeadLetters deadLetters(
      KafkaTemplate<String, byte[]> kafka,
      MeterRegistry meters,
      ObjectProvider<Clock> clock,
      @Value("${spring.application.name}") String group) {
    return new DeadLetters(kafka, meters, clock.getIfAvailable(Clock::systemUTC), group);
  }

  @Bean
  FollowedTopics followedTopics(
      List<Follower<?>> followers,
      DeadLetters deadLetters,
      MongoOperations mongo,
      MeterRegistry meters,
      ObjectProvider<Clock> clock,
      ObjectProvider<Tracer> tracer,
      ObjectProvider<Propagator> propagator,
      FollowerSettings settings) {
    var traces =
        new ContinuedTraces(
            tracer.getIfAvailable(() -> Tracer.NOOP),
            propagator.getIfAvailable(() -> Propagator.NOOP));
    Map<String, FollowedTopic<?>> listeners = new LinkedHashMap<>();
    for (Follower<?> follower : followers) {
      String topic = FollowedTopics.topic(follower);
      Timer delay =
          Timer.builder("storefront.follower.delay")
              .description("From the write of the change to its effect here")
              .tag("topic", topic)
              .publishPercentileHistogram()
              .register(meters);
      listeners.put(
          topic,
          listener(
              follower,
              deadLetters,
              traces,
              delay,
              clock.getIfAvailable(Clock::systemUTC),
              mongo,
              settings));
    }
    return new FollowedTopics(listeners);
  }

  @Bean
  Followers followers(
      FollowedTopics followed,
      ConsumerFactory<String, byte[]> consumers,
      TopicAdmin topics,
      TopicObserver observer,
      MeterRegistry meters,
      FollowerSettings settings,
      @Value("${spring.application.name}") String group) {
    Map<String, ConcurrentMessageListenerContainer<String, byte[]>> containers =
        new LinkedHashMap<>();
    followed
        .byTopic()
        .forEach(
            (topic, listener) ->
                containers.put(topic, container(topic, group, listener, consumers, settings)));
    new FollowerMetrics(containers, group, observer).bindTo(meters);
    return new Followers(containers, topics);
  }

  @Bean
  FollowingProgress followingProgress(
      TopicAdmin topics, @Value("${spring.application.name}") String group) {
    return new FollowingProgress(topics, group);
  }

  @Bean
  TopicReplay topicReplay(ConsumerFactory<String, byte[]> consumers) {
    return new TopicReplay(consumers);
  }

  private static <E> FollowedTopic<E> listener(
      Follower<E> follower,
      DeadLetters deadLetters,
      ContinuedTraces traces,
      Timer delay,
      Clock clock,
      MongoOperations mongo,
      FollowerSettings settings) {
    return new FollowedTopic<>(
        follower,
        FactReader.of(follower),
        deadLetters,
        traces,
        delay,
        clock,
        () -> answers(mongo),
        settings.suspectAfter());
  }

  /** Whether the database takes a write at this moment. */
  private static boolean answers(MongoOperations mongo) {
    try {
      mongo
          .getCollection("follower.probes")
          .replaceOne(
              new Document("_id", "probe"), new Document(), new ReplaceOptions().upsert(true));
      return true;
    } catch (RuntimeException away) {
      return false;
    }
  }

  private static ConcurrentMessageListenerContainer<String, byte[]> container(
      String topic,
      String group,
      FollowedTopic<?> listener,
      ConsumerFactory<String, byte[]> consumers,
      FollowerSettings settings) {
    var properties = new ContainerProperties(topic);
    properties.setGroupId(group);
    properties.setMessageListener(listener);
    properties.setAckMode(ContainerProperties.AckMode.BATCH);
    properties.setClientId(group + "-" + topic);
    properties.setAuthExceptionRetryInterval(settings.longestPause());
    var container = new ConcurrentMessageListenerContainer<>(consumers, properties);
    container.setBeanName("follower-" + topic);
    container.setConcurrency(settings.concurrency());
    var pauses = new ExponentialBackOff(settings.firstPause().toMillis(), PAUSES_GROW_BY);
    pauses.setMaxInterval(settings.longestPause().toMillis());
    container.setCommonErrorHandler(new DefaultErrorHandler(pauses));
    return container;
  }
}
