package com.storefront.accounts.customer.web;

import static org.springframework.hateoas.server.mvc.WebMvcLinkBuilder.linkTo;

import com.storefront.accounts.customer.Customer;
import com.storefront.web.Creations;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.IanaLinkRelations;
import org.springframework.hateoas.Link;
import org.springframework.hateoas.server.RepresentationModelAssembler;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Links a customer to itself, to the collection and to its orders. */
@Component
class CustomerModelAssembler
    implements RepresentationModelAssembler<Customer, EntityModel<CustomerView>> {

  @Override
  public EntityModel<CustomerView> toModel(Customer customer) {
    var collection = linkTo(CustomerController.class);
    return EntityModel.of(
        CustomerView.of(customer),
        collection.slash(customer.id()).withSelfRel(),
        collection.withRel(IanaLinkRelations.COLLECTION),
        collection.slash(customer.id()).slash("preferences").withRel("preferences"),
        orders(customer.id()));
  }

  ResponseEntity<EntityModel<CustomerView>> ok(Customer customer) {
    return ResponseEntity.ok().eTag(String.valueOf(customer.version())).body(toModel(customer));
  }

  ResponseEntity<EntityModel<CustomerView>> created(Customer customer) {
    return Creations.of(customer, toModel(customer));
  }

  /** The gateway serves the orders service on the same host. */
  private static Link orders(String id) {
    var uri = ServletUriComponentsBuilder.fromCurrentContextPath();
    return Link.of(uri.replacePath("/orders/customers/{id}").build(id).toString(), "orders");
  }
}
