package com.storefront.accounts.customer.web;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.PUT;

import com.storefront.web.token.CustomerRights;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What customers may do here themselves. To register them is for staff: their issuer can name them
 * in a token only when this service has given them an id.
 */
@Configuration(proxyBeanMethods = false)
class CustomerAccess {

  private static final String ONESELF = "/customers/{id}";

  @Bean
  CustomerRights customerRights() {
    return CustomerRights.none()
        .may(GET, ONESELF)
        .may(PUT, ONESELF)
        .may(PATCH, ONESELF)
        .may(DELETE, ONESELF);
  }
}
