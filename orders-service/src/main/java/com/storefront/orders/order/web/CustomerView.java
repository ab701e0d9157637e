package com.storefront.orders.order.web;

import com.storefront.events.customer.Address;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.Name;
import com.storefront.orders.customer.Customer;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.springframework.hateoas.server.core.Relation;

/** A customer, as replicated from accounts. */
@Schema(name = "Customer")
@Relation(itemRelation = "customer", collectionRelation = "customers")
record CustomerView(
    @Schema(example = "6b01064db29f8f4e06d5b478") String id,
    Name name,
    Contact contact,
    List<Address> addresses) {

  static CustomerView of(Customer customer) {
    return new CustomerView(
        customer.id(), customer.name(), customer.contact(), customer.addresses());
  }
}
