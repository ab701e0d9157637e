package com.storefront.fulfillment.fulfillment;

import static java.util.Objects.requireNonNull;

import com.storefront.events.Address;
import com.storefront.events.Contact;
import com.storefront.events.Name;

/** Who gets the goods and where, as of the placing of the order. */
public record Recipient(Name name, Contact contact, Address address) {

  public Recipient {
    requireNonNull(name, "name");
    requireNonNull(contact, "contact");
    requireNonNull(address, "address");
  }
}
