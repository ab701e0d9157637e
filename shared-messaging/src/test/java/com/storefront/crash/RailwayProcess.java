package com.storefront.crash;

import com.storefront.messaging.outbox.AggregateStore;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;

/** One whole life of the service as a process, unless a hook halts it. */
@TestConfiguration(proxyBeanMethods = false)
class RailwayProcess {

  @Bean
  static Variant variant(@Value("${crash.variant}") Variant variant) {
    return variant;
  }

  @Bean
  Timetable timetable(
      AggregateStore store,
      MongoOperations mongo,
      KafkaTemplate<String, byte[]> kafka,
      Variant variant,
      @Value("${crash.journal}") Path journal) {
    return new Timetable(store, mongo, kafka, new Journal(journal), variant);
  }

  public static void main(String[] arguments) {
    Journal journal;
    try (var service =
        new SpringApplicationBuilder(Railway.class, Hooks.class, RailwayProcess.class)
            .run(arguments)) {
      service.getBean(Timetable.class).run();
      journal = service.getBean(Timetable.class).journal();
      // First, so that it has something left to remove.
      service.getBean("outboxRelays", SmartLifecycle.class).stop();
    }
    journal.ended();
  }
}
