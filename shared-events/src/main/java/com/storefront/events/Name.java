package com.storefront.events;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** How a customer is addressed. */
public record Name(
    String title,
    String firstName,
    @Nullable String middleName,
    String lastName,
    @Nullable String suffix) {

  public Name {
    requireNonNull(title, "title");
    requireNonNull(firstName, "firstName");
    requireNonNull(lastName, "lastName");
  }
}
