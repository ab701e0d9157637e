package com.storefront.messaging;

import com.storefront.servers.LocalServers;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** A service for tests, on real servers. */
@SpringBootApplication
public class MessagingApplication {

  @Bean
  static DynamicPropertyRegistrar servers() {
    return properties -> {
      properties.add("spring.mongodb.uri", () -> LocalServers.mongodbUri("messaging"));
      properties.add("spring.kafka.bootstrap-servers", LocalServers::kafkaBootstrapServers);
    };
  }
}
