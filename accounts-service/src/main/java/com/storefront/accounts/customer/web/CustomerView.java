package com.storefront.accounts.customer.web;

import com.storefront.accounts.customer.Customer;
import com.storefront.events.Address;
import com.storefront.events.Contact;
import com.storefront.events.Name;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.springframework.hateoas.server.core.Relation;

/** A customer as others see them. */
@Relation(itemRelation = "customer", collectionRelation = "customers")
record CustomerView(
    @Schema(example = "6b01064db29f8f4e06d5b478") String id,
    Name name,
    Contact contact,
    List<Address> addresses,
    List<CreditCardView> creditCards,
    @Schema(description = "Grows by one with each change; the ETag.", example = "1") long version) {

  static CustomerView of(Customer customer) {
    return new CustomerView(
        customer.id(),
        customer.name(),
        customer.contact(),
        customer.addresses(),
        customer.creditCards().stream().map(CreditCardView::of).toList(),
        customer.version());
  }
}
