package com.storefront.fulfillment.sample;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Counts the MongoDB commands of each thread. */
@TestConfiguration(proxyBeanMethods = false)
class MongoCommandCounter implements CommandListener {

  private final Map<Thread, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();

  @Bean
  MongoClientSettingsBuilderCustomizer commandCounter() {
    return settings -> settings.addCommandListener(this);
  }

  @Override
  public void commandStarted(CommandStartedEvent event) {
    counts
        .computeIfAbsent(Thread.currentThread(), thread -> new ConcurrentHashMap<>())
        .computeIfAbsent(event.getCommandName(), name -> new LongAdder())
        .increment();
  }

  /** The number of such commands that the calling thread has sent. */
  long sent(String command) {
    LongAdder sent = counts.getOrDefault(Thread.currentThread(), Map.of()).get(command);
    return sent == null ? 0 : sent.sum();
  }
}
