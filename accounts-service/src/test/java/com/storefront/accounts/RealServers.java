package com.storefront.accounts;

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

/** The whole service, over HTTP, with a real MongoDB and a real Kafka. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "management.server.port=0",
      "storefront.sample-data.enabled=true",
      "storefront.cards.key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    })
@AutoConfigureRestTestClient
@Import(RealServers.Addresses.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RealServers {

  /** Where they are. */
  @TestConfiguration(proxyBeanMethods = false)
  class Addresses {

    @Bean
    DynamicPropertyRegistrar addresses() {
      return properties -> {
        properties.add("spring.mongodb.uri", () -> LocalServers.mongodbUri("accounts"));
        properties.add("spring.kafka.bootstrap-servers", LocalServers::kafkaBootstrapServers);
      };
    }
  }
}
