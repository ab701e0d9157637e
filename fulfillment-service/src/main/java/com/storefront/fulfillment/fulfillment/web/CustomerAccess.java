package com.storefront.fulfillment.fulfillment.web;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import com.storefront.fulfillment.fulfillment.Fulfillment;
import com.storefront.fulfillment.fulfillment.FulfillmentManagement;
import com.storefront.web.token.CustomerRights;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What customers may do here themselves; what happens to the goods is for staff to tell. */
@Configuration(proxyBeanMethods = false)
class CustomerAccess {

  @Bean
  CustomerRights customerRights(FulfillmentManagement management) {
    CustomerRights.Owner customer = id -> management.find(id).map(Fulfillment::customerId);
    return CustomerRights.none()
        .may(GET, "/fulfillments/{id}", customer)
        .may(POST, "/fulfillments/{id}/cancellation", customer);
  }
}
