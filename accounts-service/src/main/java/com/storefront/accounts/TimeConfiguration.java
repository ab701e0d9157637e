package com.storefront.accounts;

import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the service its one clock. */
@Configuration(proxyBeanMethods = false)
class TimeConfiguration {

  /** Ticks in milliseconds, all that MongoDB keeps: what is answered is what is read later. */
  @Bean
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
  }
}
