package com.storefront.messaging;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.kafka.core.KafkaAdmin;

/** What the outbox and the followers both stand on: durable writes, topics, Kafka's health. */
@AutoConfiguration(after = KafkaAutoConfiguration.class)
@EnableConfigurationProperties(TopicSettings.class)
class MessagingAutoConfiguration {

  private static final int LONGEST_READ_SECONDS = 30;

  /**
   * Set here, whatever the connection string says: nothing is published that could be rolled back.
   */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  MongoClientSettingsBuilderCustomizer durableWrites() {
    return settings ->
        settings
            .writeConcern(WriteConcern.MAJORITY.withJournal(true))
            .readConcern(ReadConcern.MAJORITY)
            .readPreference(ReadPreference.primary())
            .retryWrites(true)
            .retryReads(true);
  }

  /**
   * A connection on which nothing comes back any more must not hold up those who write together.
   * Only where the connection string names no time.
   */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  MongoClientSettingsBuilderCustomizer noEndlessReading() {
    return settings -> {
      MongoClientSettings given = settings.build();
      if (given.getTimeout(TimeUnit.MILLISECONDS) == null
          && given.getSocketSettings().getReadTimeout(TimeUnit.MILLISECONDS) == 0) {
        settings.applyToSocketSettings(
            socket -> socket.readTimeout(LONGEST_READ_SECONDS, TimeUnit.SECONDS));
      }
    };
  }

  @Bean
  @ConditionalOnMissingBean
  TopicAdmin topicAdmin(KafkaAdmin kafka, TopicSettings settings) {
    return new TopicAdmin(kafka.getConfigurationProperties(), settings);
  }

  @Bean
  TopicObserver topicObserver(KafkaAdmin kafka) {
    return new TopicObserver(kafka.getConfigurationProperties());
  }

  @Bean
  KafkaHealthIndicator kafkaHealthIndicator(KafkaAdmin kafka) {
    return new KafkaHealthIndicator(kafka.getConfigurationProperties());
  }
}
