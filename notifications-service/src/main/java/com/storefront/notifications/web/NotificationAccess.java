package com.storefront.notifications.web;

import static org.springframework.http.HttpMethod.GET;

import com.storefront.web.security.AccessRules;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What customers may do with their own data; everything else is for staff. */
@Configuration(proxyBeanMethods = false)
class NotificationAccess {

  @Bean
  AccessRules accessRules() {
    return new AccessRules().allow(GET, "/customers/{id}/digest");
  }
}
