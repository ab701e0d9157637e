package com.storefront.accounts.imports;

import com.storefront.messaging.timer.TimerHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What happens to imports by the passage of time. */
@Configuration(proxyBeanMethods = false)
class ImportTimers {

  @Bean
  TimerHandler<CustomerImport> interruption(ImportManagement management) {
    return new TimerHandler<>(
        CustomerImport.class, CustomerImport.INTERRUPTION, management::skipMissing);
  }
}
