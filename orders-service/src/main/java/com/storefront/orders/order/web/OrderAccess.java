package com.storefront.orders.order.web;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import com.storefront.orders.order.Order;
import com.storefront.orders.order.Orders;
import com.storefront.web.security.AccessRules;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What customers may do with their own data; everything else is for staff. */
@Configuration(proxyBeanMethods = false)
class OrderAccess {

  @Bean
  AccessRules accessRules(Orders orders) {
    Function<String, Optional<String>> customer =
        guid -> orders.findById(guid).map(Order::customerId);
    return new AccessRules()
        .allow(GET, "/customers/{id}")
        .allow(GET, "/customers/{id}/orders")
        .allow(POST, "/customers/{id}/orders")
        .allow(GET, "/orders/{guid}", customer)
        .allow(POST, "/orders/{guid}/cancellation", customer);
  }
}
