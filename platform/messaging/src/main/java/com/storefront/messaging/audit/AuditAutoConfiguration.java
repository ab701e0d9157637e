package com.storefront.messaging.audit;

import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Shows the decisions of operators, where some are stored. */
@AutoConfiguration(
    afterName = {
      "com.storefront.messaging.consumer.ConsumerAutoConfiguration",
      "com.storefront.messaging.timer.TimerAutoConfiguration"
    })
@ConditionalOnBean(AuditTrail.class)
class AuditAutoConfiguration {

  @Bean
  AuditEndpoint auditEndpoint(List<AuditTrail> trails) {
    return new AuditEndpoint(trails);
  }
}
