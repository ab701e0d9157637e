package com.storefront.fulfillment;

import com.storefront.local.servers.LocalServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** The whole service on a real MongoDB and a real Kafka; one for all tests. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"management.server.port=0", "storefront.sample-data.enabled=true"})
@Import({IntegrationTest.Servers.class, Kafka.class, Commands.class})
public @interface IntegrationTest {

  /** Where they are. */
  @TestConfiguration(proxyBeanMethods = false)
  class Servers {

    @Bean
    DynamicPropertyRegistrar servers() {
      return registry -> {
        registry.add("spring.mongodb.uri", () -> LocalServers.mongodbUri("fulfillment"));
        registry.add("spring.kafka.bootstrap-servers", LocalServers::kafkaBootstrapServers);
      };
    }
  }
}
