package com.storefront.messaging.deadletter;

import com.storefront.messaging.TopicObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.ConsumerFactory;

/** Lets people see to dead letters, in services that follow somebody. */
@AutoConfiguration(afterName = "com.storefront.messaging.follower.FollowerAutoConfiguration")
@ConditionalOnBean(Redelivery.class)
class DeadLetterAutoConfiguration {

  @Bean
  DeadLetterOffice deadLetterOffice(
      ConsumerFactory<String, byte[]> consumers,
      MongoOperations mongo,
      Redelivery redelivery,
      ObjectProvider<Clock> clock,
      TopicObserver topics,
      MeterRegistry meters) {
    return new DeadLetterOffice(
        consumers, mongo, redelivery, clock.getIfAvailable(Clock::systemUTC), topics, meters);
  }

  @Bean
  DeadLettersEndpoint deadLettersEndpoint(DeadLetterOffice office) {
    return new DeadLettersEndpoint(office);
  }
}
