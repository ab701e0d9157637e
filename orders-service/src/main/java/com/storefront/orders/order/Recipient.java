package com.storefront.orders.order;

import static java.util.Objects.requireNonNull;

import com.storefront.events.Address;
import com.storefront.events.Contact;
import com.storefront.events.Name;

/** Who gets an order, and where: the customer as of its placing. */
public record Recipient(Name name, Contact contact, Address address) {

  public Recipient {
    requireNonNull(name, "name");
    requireNonNull(contact, "contact");
    requireNonNull(address, "address");
  }
}
