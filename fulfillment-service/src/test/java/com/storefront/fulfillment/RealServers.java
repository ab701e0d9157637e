package com.storefront.fulfillment;

import com.storefront.local.servers.LocalServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** Runs the whole service against a real MongoDB and a real Kafka; all such tests share one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"management.server.port=0", "storefront.sample-data.enabled=true"})
@AutoConfigureRestTestClient
@Import({RealServers.Addresses.class, Kafka.class, Commands.class})
public @interface RealServers {

  /** Where the servers listen. */
  @TestConfiguration(proxyBeanMethods = false)
  class Addresses {

    @Bean
    DynamicPropertyRegistrar serverAddresses() {
      return properties -> {
        properties.add("spring.mongodb.uri", () -> LocalServers.mongodbUri("fulfillment"));
        properties.add("spring.kafka.bootstrap-servers", LocalServers::kafkaBootstrapServers);
      };
    }
  }
}
