package com.storefront.events;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A customer is now like this: told by accounts on {@link Topics#CUSTOMER_CHANGE} after every
 * change.
 *
 * <p>Carries the whole state, so a newer one makes older ones superfluous. A deleted customer is
 * told by a tombstone: a record without a value, its version in {@link EventHeaders#SEQUENCE}.
 * Cards can't be expressed here.
 *
 * @param id the customer; the record's key
 * @param sequence the customer's version after the change, from 1
 */
public record CustomerChangeEvent(
    String id, long sequence, Name name, Contact contact, List<Address> addresses) {

  public CustomerChangeEvent {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(contact, "contact");
    addresses = List.copyOf(requireNonNull(addresses, "addresses"));
    if (sequence < 1) {
      throw new IllegalArgumentException("sequence must be at least 1, is " + sequence);
    }
  }
}
