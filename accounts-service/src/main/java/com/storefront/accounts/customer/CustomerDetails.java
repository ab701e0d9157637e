package com.storefront.accounts.customer;

import com.storefront.events.Address;
import com.storefront.events.Contact;
import com.storefront.events.Name;
import java.util.List;

/** All that a customer tells about themselves. */
public record CustomerDetails(
    Name name, Contact contact, List<Address> addresses, List<CardDetails> creditCards) {

  public CustomerDetails {
    addresses = List.copyOf(addresses);
    creditCards = List.copyOf(creditCards);
  }
}
