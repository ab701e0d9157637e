package com.storefront.messaging.outbox;

import com.mongodb.client.MongoCollection;
import com.storefront.messaging.TopicProvisioner;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.bson.Document;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.data.mongodb.MongoManagedTypes;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;

/** A relay for each type of document that is annotated with {@link Publishes}. */
@AutoConfiguration(after = {DataMongoAutoConfiguration.class, KafkaAutoConfiguration.class})
@EnableConfigurationProperties(OutboxSettings.class)
@ConditionalOnBean(MongoOperations.class)
public class OutboxAutoConfiguration {

  @Bean
  RelaySignal relaySignal() {
    return new RelaySignal();
  }

  @Bean
  OutboxProgress outboxProgress(MongoOperations mongo) {
    return new OutboxProgress(mongo);
  }

  @Bean
  @ConditionalOnBean(TopicProvisioner.class)
  OutboxRelays outboxRelays(
      MongoOperations mongo,
      MongoManagedTypes types,
      RelaySignal signal,
      KafkaTemplate<String, byte[]> kafka,
      TopicProvisioner topics,
      OutboxSettings settings,
      MeterRegistry meters,
      ObjectProvider<Clock> clock,
      @Value("/${spring.application.name}") String serviceUri) {
    var publisher = new EventPublisher(kafka, serviceUri);
    List<OutboxRelay> relays =
        types.toList().stream()
            .filter(type -> AnnotationUtils.findAnnotation(type, Publishes.class) != null)
            .map(
                type -> {
                  Publication publication = Publication.of(type);
                  String name = mongo.getCollectionName(type);
                  MongoCollection<Document> collection = mongo.getCollection(name);
                  var lease =
                      new RelayLease(
                          mongo.getCollection(RelayLease.COLLECTION), name, settings.lease());
                  var metrics =
                      new RelayMetrics(
                          collection,
                          publication,
                          lease::isHeld,
                          meters,
                          clock.getIfAvailable(Clock::systemUTC));
                  return new OutboxRelay(
                      publication,
                      new PendingOutboxes(collection, settings),
                      signal,
                      lease,
                      publisher,
                      metrics,
                      settings.pollInterval());
                })
            .toList();
    return new OutboxRelays(relays, topics, signal, settings.relayEnabled());
  }
}
