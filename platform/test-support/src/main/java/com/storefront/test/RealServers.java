package com.storefront.test;

import com.storefront.servers.LocalServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * Runs the whole service on free ports, with a real MongoDB and a real Kafka. All tests of a JVM
 * share the servers; the database is named after {@code spring.application.name}.
 *
 * <p>Properties that one service needs are in its {@code src/test/resources/config}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"management.server.port=0", "storefront.sample-data.enabled=true"})
@AutoConfigureRestTestClient
@Import(RealServers.Addresses.class)
public @interface RealServers {

  /** The addresses of the servers. */
  @TestConfiguration(proxyBeanMethods = false)
  class Addresses {

    @Bean
    DynamicPropertyRegistrar serverAddresses(Environment environment) {
      String database = environment.getRequiredProperty("spring.application.name");
      return properties -> {
        properties.add("spring.mongodb.uri", () -> LocalServers.mongodbUri(database));
        properties.add("spring.kafka.bootstrap-servers", LocalServers::kafkaBootstrapServers);
      };
    }
  }
}
