package com.storefront.orders.order;

import com.storefront.messaging.timer.TimerHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What happens to orders by the passage of time. */
@Configuration(proxyBeanMethods = false)
class OrderTimers {

  @Bean
  TimerHandler<Order> expiry(OrderManagement management) {
    return new TimerHandler<>(Order.class, Order.EXPIRY, management::expire);
  }

  @Bean
  TimerHandler<Order> erasure(OrderManagement management) {
    return new TimerHandler<>(Order.class, Order.ERASURE, management::erase);
  }
}
