package com.storefront.messaging.role;

import com.mongodb.client.MongoClient;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.Clock;
import org.bson.Document;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.health.MongoHealthContributorAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;

/** A {@linkplain Role#READ reader}: says how old its data is, and needs only the right to read. */
@AutoConfiguration(before = MongoHealthContributorAutoConfiguration.class)
@ConditionalOnProperty(name = "storefront.role", havingValue = "read")
class ReaderAutoConfiguration {

  private static final Document HELLO = new Document("hello", 1);

  @Bean
  DataAge dataAge(Clock clock) {
    return new DataAge(clock);
  }

  @Bean
  MongoClientSettingsBuilderCustomizer measuredAge(DataAge age) {
    return settings -> settings.addCommandListener(age);
  }

  @Bean
  MeterFilter roleTag() {
    return MeterFilter.commonTags(Tags.of("role", "read"));
  }

  /** The writers create the indexes. */
  @Bean
  static BeanPostProcessor noIndexCreation() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof MongoMappingContext mapping) {
          mapping.setAutoIndexCreation(false);
        }
        return bean;
      }
    };
  }

  /** Replaces Boot's indicator, which asks the primary. */
  @Bean
  HealthIndicator mongoHealthIndicator(MongoClient mongo) {
    return new AbstractHealthIndicator("MongoDB health check failed") {
      @Override
      protected void doHealthCheck(Health.Builder health) {
        mongo.getDatabase("admin").runCommand(HELLO, ReadPreferences.of(Role.READ));
        health.up();
      }
    };
  }
}
