package com.storefront.events;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A place where a customer is billed or gets goods. */
public record Address(
    AddressType type,
    String description,
    String address1,
    @Nullable String address2,
    String city,
    String state,
    String postalCode) {

  public Address {
    requireNonNull(type, "type");
    requireNonNull(description, "description");
    requireNonNull(address1, "address1");
    requireNonNull(city, "city");
    requireNonNull(state, "state");
    requireNonNull(postalCode, "postalCode");
  }
}
