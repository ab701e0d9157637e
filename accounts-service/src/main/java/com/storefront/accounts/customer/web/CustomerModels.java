package com.storefront.accounts.customer.web;

import static org.springframework.hateoas.server.mvc.WebMvcLinkBuilder.linkTo;

import com.storefront.accounts.customer.Customer;
import com.storefront.web.ETags;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.IanaLinkRelations;
import org.springframework.hateoas.Link;
import org.springframework.hateoas.server.RepresentationModelAssembler;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Links customers to what can be asked about them, here and at orders. */
@Component
class CustomerModels implements RepresentationModelAssembler<Customer, EntityModel<CustomerView>> {

  @Override
  public EntityModel<CustomerView> toModel(Customer customer) {
    return EntityModel.of(
        CustomerView.of(customer),
        linkTo(CustomerController.class).slash(customer.id()).withSelfRel(),
        linkTo(CustomerController.class).withRel(IanaLinkRelations.COLLECTION),
        orders(customer));
  }

  ResponseEntity<EntityModel<CustomerView>> ok(Customer customer) {
    return ResponseEntity.ok().eTag(ETags.of(customer.version())).body(toModel(customer));
  }

  ResponseEntity<EntityModel<CustomerView>> created(Customer customer) {
    EntityModel<CustomerView> model = toModel(customer);
    return ResponseEntity.created(model.getRequiredLink(IanaLinkRelations.SELF).toUri())
        .eTag(ETags.of(customer.version()))
        .body(model);
  }

  /** Through the gateway, which knows where orders is. */
  private static Link orders(Customer customer) {
    String uri =
        ServletUriComponentsBuilder.fromCurrentContextPath()
            .replacePath("/orders/customers/{id}")
            .buildAndExpand(customer.id())
            .toUriString();
    return Link.of(uri, "orders");
  }
}
