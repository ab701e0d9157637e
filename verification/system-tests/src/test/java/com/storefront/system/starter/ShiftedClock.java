package com.storefront.system.starter;

import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Sets the clock of a service an hour ahead. */
@AutoConfiguration
public class ShiftedClock {

  @Bean
  static BeanPostProcessor anHourAhead() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Clock clock ? Clock.offset(clock, Duration.ofHours(1)) : bean;
      }
    };
  }
}
