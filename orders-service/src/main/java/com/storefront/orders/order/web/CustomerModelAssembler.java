package com.storefront.orders.order.web;

import com.storefront.orders.customer.Customer;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.server.RepresentationModelAssembler;
import org.springframework.hateoas.server.mvc.BasicLinkBuilder;
import org.springframework.stereotype.Component;

/** Links a customer to their orders. */
@Component
class CustomerModelAssembler
    implements RepresentationModelAssembler<Customer, EntityModel<CustomerView>> {

  @Override
  public EntityModel<CustomerView> toModel(Customer customer) {
    var self = BasicLinkBuilder.linkToCurrentMapping().slash("customers").slash(customer.id());
    return EntityModel.of(
        CustomerView.of(customer), self.withSelfRel(), self.slash("orders").withRel("orders"));
  }
}
