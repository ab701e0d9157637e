package com.storefront.orders.customer.web;

import com.storefront.events.Address;
import com.storefront.events.Contact;
import com.storefront.events.Name;
import com.storefront.orders.customer.Customer;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.server.core.Relation;
import org.springframework.hateoas.server.mvc.BasicLinkBuilder;

/** A customer as this service knows them. */
@Schema(name = "Customer")
@Relation(itemRelation = "customer", collectionRelation = "customers")
record CustomerView(
    @Schema(example = "6b01064db29f8f4e06d5b478") String id,
    Name name,
    Contact contact,
    List<Address> addresses) {

  static EntityModel<CustomerView> linked(Customer customer) {
    var self = BasicLinkBuilder.linkToCurrentMapping().slash("customers").slash(customer.id());
    return EntityModel.of(
        new CustomerView(customer.id(), customer.name(), customer.contact(), customer.addresses()),
        self.withSelfRel(),
        self.slash("orders").withRel("orders"));
  }
}
