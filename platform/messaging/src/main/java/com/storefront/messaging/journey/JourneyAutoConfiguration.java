package com.storefront.messaging.journey;

import com.storefront.messaging.aggregate.AggregateAutoConfiguration;
import com.storefront.messaging.consumer.EventHandler;
import com.storefront.messaging.outbox.Publication;
import com.storefront.messaging.outbox.Publishes;
import com.storefront.messaging.role.ConditionalOnWriter;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.MongoManagedTypes;
import org.springframework.data.mongodb.core.MongoOperations;

/** The management endpoint of {@link Journey}. */
@AutoConfiguration(after = AggregateAutoConfiguration.class)
@ConditionalOnBean(MongoOperations.class)
@ConditionalOnWriter
class JourneyAutoConfiguration {

  @Bean
  JourneyEndpoint journeyEndpoint(
      MongoOperations mongo, MongoManagedTypes types, List<EventHandler<?>> handlers) {
    List<Publication> publications =
        types.toList().stream()
            .filter(type -> type.isAnnotationPresent(Publishes.class))
            .<Publication>map(Publication::of)
            .toList();
    return new JourneyEndpoint(mongo, publications, handlers);
  }
}
