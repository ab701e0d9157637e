package com.storefront.messaging.republish;

import com.storefront.messaging.aggregate.AggregateAutoConfiguration;
import com.storefront.messaging.outbox.Publication;
import com.storefront.messaging.outbox.RelayLease;
import com.storefront.messaging.outbox.RelaySignal;
import com.storefront.messaging.role.ConditionalOnWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.MongoManagedTypes;
import org.springframework.data.mongodb.core.MongoOperations;

/** The republisher of every {@link Republishable} aggregate, and its management endpoint. */
@AutoConfiguration(after = AggregateAutoConfiguration.class)
@ConditionalOnBean(MongoOperations.class)
@ConditionalOnWriter
class RepublishAutoConfiguration {

  private static final Duration LEASE = Duration.ofSeconds(30);

  @Bean
  Republisher republisher(
      MongoOperations mongo,
      MongoManagedTypes types,
      RelaySignal signal,
      ObjectProvider<Clock> clock) {
    List<Publication> publications =
        types.toList().stream()
            .filter(Republishable.class::isAssignableFrom)
            .<Publication>map(Publication::of)
            .toList();
    return new Republisher(
        mongo,
        publications,
        clock.getIfAvailable(Clock::systemUTC),
        new RelayLease(mongo.getCollection(RelayLease.COLLECTION), "republish", LEASE),
        signal);
  }

  @Bean
  RepublishEndpoint republishEndpoint(Republisher republisher) {
    return new RepublishEndpoint(republisher);
  }
}
