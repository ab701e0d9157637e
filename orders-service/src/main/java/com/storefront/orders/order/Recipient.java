package com.storefront.orders.order;

import static java.util.Objects.requireNonNull;

import com.storefront.events.customer.Address;
import com.storefront.events.customer.Contact;
import com.storefront.events.customer.Name;

/** The customer and the shipping address as they were when the order was placed. */
public record Recipient(Name name, Contact contact, Address address) {

  public Recipient {
    requireNonNull(name, "name");
    requireNonNull(contact, "contact");
    requireNonNull(address, "address");
  }
}
