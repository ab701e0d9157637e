package com.storefront.messaging;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.storefront.messaging.role.ConditionalOnWriter;
import com.storefront.messaging.role.ReadPreferences;
import com.storefront.messaging.role.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.kafka.core.KafkaAdmin;

/** What publishing and consuming share: durable writes, topics and the health of Kafka. */
@AutoConfiguration(after = KafkaAutoConfiguration.class)
@EnableConfigurationProperties({TopicSettings.class, Role.Settings.class})
class MessagingAutoConfiguration {

  /** Ticks in milliseconds, the precision of MongoDB: saving does not change a time. */
  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
  }

  /** Without it, a reader has no relay, no consumers, no dead letters and no views. */
  @Bean
  @ConditionalOnWriter
  KafkaCluster kafkaCluster(KafkaAdmin kafka) {
    return new KafkaCluster(kafka.getConfigurationProperties());
  }

  @Bean
  @ConditionalOnBean(KafkaCluster.class)
  TopicProvisioner topicProvisioner(KafkaCluster kafka, TopicSettings settings) {
    return new TopicProvisioner(kafka, settings);
  }

  /** Not part of readiness: while Kafka is unreachable, requests are served and events stored. */
  @Bean
  @ConditionalOnBean(KafkaCluster.class)
  HealthIndicator kafkaHealthIndicator(KafkaCluster kafka) {
    return new AbstractHealthIndicator("Kafka is unreachable") {
      @Override
      protected void doHealthCheck(Health.Builder health) {
        int nodes = kafka.ask(admin -> admin.describeCluster().nodes().get()).size();
        health.up().withDetail("nodes", nodes);
      }
    };
  }

  /** Not used by a service without a database. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MongoClientSettingsBuilderCustomizer.class)
  static class DatabaseConfiguration {

    private static final int SOCKET_READ_TIMEOUT_SECONDS = 30;

    /** Overrides the connection string: an event must not be published that can be rolled back. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    MongoClientSettingsBuilderCustomizer durableWrites(Role.Settings instance) {
      return settings ->
          settings
              .writeConcern(WriteConcern.MAJORITY.withJournal(true))
              .readConcern(ReadConcern.MAJORITY)
              .readPreference(ReadPreferences.of(instance.role()))
              .retryWrites(true)
              .retryReads(true);
    }

    /**
     * A connection that never answers must not block the batches that are written on it. Applies
     * only if the connection string sets no timeout.
     */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    MongoClientSettingsBuilderCustomizer socketReadTimeout() {
      return settings -> {
        MongoClientSettings given = settings.build();
        if (given.getTimeout(TimeUnit.MILLISECONDS) == null
            && given.getSocketSettings().getReadTimeout(TimeUnit.MILLISECONDS) == 0) {
          settings.applyToSocketSettings(
              socket -> socket.readTimeout(SOCKET_READ_TIMEOUT_SECONDS, TimeUnit.SECONDS));
        }
      };
    }
  }
}
