package com.storefront.crash;

import com.storefront.messaging.aggregate.AggregateStore;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;

/** The service as a process that executes the workload and ends, unless a hook halts it. */
@TestConfiguration(proxyBeanMethods = false)
class RailwayProcess {

  @Bean
  static Variant variant(@Value("${crash.variant}") Variant variant) {
    return variant;
  }

  @Bean
  Workload workload(
      AggregateStore store,
      MongoOperations mongo,
      KafkaTemplate<String, byte[]> kafka,
      Variant variant,
      @Value("${crash.journal}") Path journal) {
    return new Workload(store, mongo, kafka, new Journal(journal), variant);
  }

  public static void main(String[] arguments) {
    Journal journal;
    try (var service =
        new SpringApplicationBuilder(Railway.class, Hooks.class, RailwayProcess.class)
            .run(arguments)) {
      service.getBean(Workload.class).run();
      journal = service.getBean(Workload.class).journal();
      service.getBean("outboxRelays", SmartLifecycle.class).stop();
    }
    journal.ended();
  }
}
