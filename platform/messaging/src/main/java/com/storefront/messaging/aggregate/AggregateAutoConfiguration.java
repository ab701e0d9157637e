package com.storefront.messaging.aggregate;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.storefront.messaging.outbox.OutboxAutoConfiguration;
import com.storefront.messaging.outbox.OutboxSettings;
import com.storefront.messaging.outbox.PendingOutboxes;
import com.storefront.messaging.outbox.Publication;
import com.storefront.messaging.outbox.RelaySignal;
import com.storefront.messaging.role.Role;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.MongoManagedTypes;
import org.springframework.data.mongodb.core.MongoOperations;

/** The store that writes aggregates, and the indexes of their collections. */
@AutoConfiguration(after = OutboxAutoConfiguration.class)
@EnableConfigurationProperties(Role.Settings.class)
@ConditionalOnBean(MongoOperations.class)
public class AggregateAutoConfiguration {

  @Bean
  AggregateStore aggregateStore(
      MongoOperations mongo,
      MongoManagedTypes types,
      OutboxSettings settings,
      RelaySignal signal,
      Role.Settings instance,
      ObjectProvider<Clock> clock,
      ObjectProvider<Tracer> tracer,
      ObjectProvider<Propagator> propagator) {
    if (instance.role().writes()) {
      types.toList().stream()
          .filter(Aggregate.class::isAssignableFrom)
          .map(type -> Publication.of(type).documentType())
          .map(mongo::getCollectionName)
          .map(mongo::getCollection)
          .forEach(AggregateAutoConfiguration::ensureIndexes);
    }
    var changes =
        new ChangeFactory(
            mongo.getConverter(),
            clock.getIfAvailable(Clock::systemUTC),
            currentTrace(tracer, propagator),
            settings);
    return new AggregateStore(mongo, changes, settings, signal);
  }

  private static void ensureIndexes(MongoCollection<Document> collection) {
    PendingOutboxes.ensureIndex(collection);
    collection.createIndex(
        Indexes.ascending("idempotencyKey.scope", "idempotencyKey.key"),
        new IndexOptions()
            .name("idempotency_key")
            .unique(true)
            .partialFilterExpression(Filters.exists("idempotencyKey.key")));
  }

  /** Returns the W3C {@code traceparent} of the current span, or null without tracing. */
  private static Supplier<@Nullable String> currentTrace(
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
}
