package com.storefront.events.customer;

import static java.util.Objects.requireNonNull;

import com.storefront.events.Topics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The complete state of a customer after a change. Published by accounts on {@link
 * Topics#CUSTOMER_CHANGE}.
 *
 * <p>A newer event replaces the older ones. A deletion is a tombstone: a record without a value,
 * with its sequence in the header {@code ce_sequence}. The event cannot contain card data.
 *
 * @param id the customer; the key of the record
 * @param sequence the version of the customer after the change, from 1
 * @param preferences null in events of earlier versions, and until the customer has set them
 */
public record CustomerChangeEvent(
    String id,
    long sequence,
    Name name,
    Contact contact,
    List<Address> addresses,
    @Nullable Preferences preferences) {

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
