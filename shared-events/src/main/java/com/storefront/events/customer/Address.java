package com.storefront.events.customer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * An address of a customer.
 *
 * @param state empty if the address has none
 * @param postalCode empty if the address has none
 * @param country ISO 3166-1 alpha-2; null means US
 */
public record Address(
    AddressType type,
    String description,
    String address1,
    @Nullable String address2,
    String city,
    @JsonPropertyDescription("Empty if the address has none.") String state,
    @JsonPropertyDescription("Empty if the address has none.") String postalCode,
    @JsonPropertyDescription("ISO 3166-1 alpha-2. Absent or null: US.") @Nullable String country) {

  public Address {
    requireNonNull(type, "type");
    requireNonNull(description, "description");
    requireNonNull(address1, "address1");
    requireNonNull(city, "city");
    requireNonNull(state, "state");
    requireNonNull(postalCode, "postalCode");
  }
}
