package com.storefront.fulfillment.order.web;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import com.storefront.fulfillment.order.Fulfillment;
import com.storefront.fulfillment.order.Fulfillments;
import com.storefront.web.security.AccessRules;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Customers may read and cancel their own orders; everything else requires staff. */
@Configuration(proxyBeanMethods = false)
class FulfillmentAccess {

  @Bean
  AccessRules accessRules(Fulfillments fulfillments) {
    Function<String, Optional<String>> customer =
        id -> fulfillments.findById(id).map(Fulfillment::customerId);
    return new AccessRules()
        .allow(GET, "/fulfillments/{id}", customer)
        .allow(POST, "/fulfillments/{id}/cancellation", customer);
  }
}
