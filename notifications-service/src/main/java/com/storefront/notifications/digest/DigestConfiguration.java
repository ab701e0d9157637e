package com.storefront.notifications.digest;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DigestConfiguration {

  @Bean
  Weeks weeks(DigestSettings settings) {
    return new CalendarWeeks(settings);
  }

  @Bean
  DecisionMetrics decisionMetrics(MeterRegistry meters) {
    return new DecisionMetrics(meters);
  }
}
