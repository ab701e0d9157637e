package com.storefront.events.customer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * The name of a customer. Of a one-word name, either the first or the last name is empty.
 *
 * @param firstName may be empty
 * @param lastName may be empty
 */
public record Name(
    String title,
    @JsonPropertyDescription("Empty if the name is the last name alone.") String firstName,
    @Nullable String middleName,
    @JsonPropertyDescription("Empty if the name is the first name alone.") String lastName,
    @Nullable String suffix) {

  public Name {
    requireNonNull(title, "title");
    requireNonNull(firstName, "firstName");
    requireNonNull(lastName, "lastName");
  }
}
