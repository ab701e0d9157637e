package com.storefront.orders.order.web;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import com.storefront.orders.order.Order;
import com.storefront.orders.order.Orders;
import com.storefront.web.token.CustomerRights;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What customers may do here themselves; approvals and rejections are for staff. */
@Configuration(proxyBeanMethods = false)
class CustomerAccess {

  @Bean
  CustomerRights customerRights(Orders orders) {
    CustomerRights.Owner customer = guid -> orders.find(guid).map(Order::customerId);
    return CustomerRights.none()
        .may(GET, "/customers/{id}")
        .may(GET, "/customers/{id}/orders")
        .may(POST, "/customers/{id}/orders")
        .may(GET, "/orders/{guid}", customer)
        .may(POST, "/orders/{guid}/cancellation", customer);
  }
}
