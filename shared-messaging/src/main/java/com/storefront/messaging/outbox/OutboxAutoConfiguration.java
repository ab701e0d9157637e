package com.storefront.messaging.outbox;

import com.mongodb.client.MongoCollection;
import com.storefront.messaging.TopicAdmin;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.MongoManagedTypes;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** The store that writes aggregates, and a relay for each type of aggregate that is found. */
@AutoConfiguration(after = {DataMongoAutoConfiguration.class, KafkaAutoConfiguration.class})
@EnableConfigurationProperties(OutboxSettings.class)
@ConditionalOnBean(MongoOperations.class)
class OutboxAutoConfiguration {

  private static final String LEASES = "relay.leases";
  private static final Duration REPUBLISHING = Duration.ofSeconds(30);

  @Bean
  AggregateStore aggregateStore(
      MongoOperations mongo,
      MongoManagedTypes types,
      OutboxSettings settings,
      ObjectProvider<Clock> clock,
      ObjectProvider<Tracer> tracer,
      ObjectProvider<Propagator> propagator) {
    var changes =
        new ChangeFactory(
            mongo.getConverter(),
            eventJson(),
            clock.getIfAvailable(Clock::systemUTC),
            presentTrace(tracer, propagator),
            settings);
    aggregates(types)
        .map(mongo::getCollectionName)
        .map(mongo::getCollection)
        .forEach(OutboxIndexes::ensure);
    return new AggregateStore(mongo, changes, settings);
  }

  private static JsonMapper eventJson() {
    return JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();
  }

  @Bean
  Republisher republisher(
      MongoOperations mongo,
      MongoManagedTypes types,
      AggregateStore store,
      ObjectProvider<Clock> clock) {
    List<Publication> sources =
        aggregates(types)
            .filter(Republishable.class::isAssignableFrom)
            .map(Publication::of)
            .toList();
    return new Republisher(
        mongo,
        sources,
        eventJson(),
        clock.getIfAvailable(Clock::systemUTC),
        new RelayLease(mongo.getCollection(LEASES), "republish", REPUBLISHING),
        store::wakeUps);
  }

  @Bean
  RepublishEndpoint republishEndpoint(Republisher republisher) {
    return new RepublishEndpoint(republisher);
  }

  @Bean
  OutboxProgress outboxProgress(MongoOperations mongo) {
    return new OutboxProgress(mongo);
  }

  private static Supplier<@Nullable String> presentTrace(
      ObjectProvider<Tracer> tracers, ObjectProvider<Propagator> propagators) {
    Tracer tracer = tracers.getIfAvailable();
    Propagator propagator = propagators.getIfAvailable();
    if (tracer == null || propagator == null) {
      return () -> null;
    }
    return () -> {
      Span span = tracer.currentSpan();
      if (span == null) {
        return null;
      }
      Map<String, String> carrier = new HashMap<>();
      propagator.inject(span.context(), carrier, (into, name, value) -> carrier.put(name, value));
      return carrier.get("traceparent");
    };
  }

  private static Stream<Class<? extends Aggregate>> aggregates(MongoManagedTypes types) {
    return types.toList().stream()
        .filter(Aggregate.class::isAssignableFrom)
        .map(type -> type.asSubclass(Aggregate.class));
  }

  /** Each instance has them; where {@code relay-enabled} is off they only pass wake-ups on. */
  @Bean
  @ConditionalOnBean(TopicAdmin.class)
  OutboxRelays outboxRelays(
      MongoOperations mongo,
      MongoDatabaseFactory databases,
      MongoManagedTypes types,
      AggregateStore store,
      KafkaTemplate<String, byte[]> kafka,
      TopicAdmin topics,
      OutboxSettings settings,
      MeterRegistry meters,
      ObjectProvider<Clock> clock,
      @Value("/${spring.application.name}") String serviceUri) {
    var sender = new EventSender(kafka, serviceUri);
    Map<Publication, OutboxRelay> relays = new LinkedHashMap<>();
    aggregates(types)
        .forEach(
            type -> {
              Publication source = Publication.of(type);
              String name = mongo.getCollectionName(type);
              MongoCollection<Document> collection = mongo.getCollection(name);
              var lease = new RelayLease(mongo.getCollection(LEASES), name, settings.lease());
              var metrics =
                  new RelayMetrics(
                      collection,
                      source,
                      lease::isHeld,
                      meters,
                      clock.getIfAvailable(Clock::systemUTC));
              var remote = new RemoteWakeUps(databases.getMongoDatabase(), name);
              remote.ensure();
              relays.put(
                  source,
                  new OutboxRelay(
                      source,
                      collection,
                      store.wakeUps(type),
                      remote,
                      lease,
                      sender,
                      metrics,
                      settings));
            });
    return new OutboxRelays(relays, topics, settings.relayEnabled());
  }
}
