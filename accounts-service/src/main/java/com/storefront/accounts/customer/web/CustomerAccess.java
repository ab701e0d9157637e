package com.storefront.accounts.customer.web;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import com.storefront.web.security.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Customers may read, change and delete their own data. Registration requires staff: a token can
 * identify a customer only after this service has created the id.
 */
@Configuration(proxyBeanMethods = false)
class CustomerAccess {

  @Bean
  AccessRules accessRules() {
    return new AccessRules()
        .allow(GET, "/customers/{id}")
        .allow(PUT, "/customers/{id}")
        .allow(PATCH, "/customers/{id}")
        .allow(DELETE, "/customers/{id}")
        .allow(PUT, "/customers/{id}/preferences")
        .allowEveryone(GET, "/unsubscriptions/{token}") // the token is signed
        .allowEveryone(POST, "/unsubscriptions/{token}");
  }
}
