package com.storefront.fulfillment;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Counts what the calling thread asks of MongoDB. */
@TestConfiguration(proxyBeanMethods = false)
public class Commands implements CommandListener {

  private final Map<Thread, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();

  @Bean
  MongoClientSettingsBuilderCustomizer countsCommands() {
    return settings -> settings.addCommandListener(this);
  }

  @Override
  public void commandStarted(CommandStartedEvent event) {
    counts
        .computeIfAbsent(Thread.currentThread(), thread -> new ConcurrentHashMap<>())
        .computeIfAbsent(event.getCommandName(), name -> new LongAdder())
        .increment();
  }

  /** How often this thread sent that command so far. */
  public long sent(String command) {
    LongAdder sent = counts.getOrDefault(Thread.currentThread(), Map.of()).get(command);
    return sent == null ? 0 : sent.sum();
  }
}
