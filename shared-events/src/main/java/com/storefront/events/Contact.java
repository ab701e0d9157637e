package com.storefront.events;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** How a customer is reached. */
public record Contact(String primaryPhone, @Nullable String secondaryPhone, String email) {

  public Contact {
    requireNonNull(primaryPhone, "primaryPhone");
    requireNonNull(email, "email");
  }
}
