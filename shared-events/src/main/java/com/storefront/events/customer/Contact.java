package com.storefront.events.customer;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * Phone numbers and e-mail address of a customer.
 *
 * @param primaryPhone in the form of E.164, as {@code +15556667777}; other forms if it was stored
 *     before numbers were normalized
 * @param secondaryPhone in the same form
 * @param email may be internationalized (RFC 6531), and is stored as it was given
 */
public record Contact(
    @JsonPropertyDescription(Contact.PHONE) String primaryPhone,
    @JsonPropertyDescription(Contact.PHONE) @Nullable String secondaryPhone,
    @JsonPropertyDescription("May be internationalized (RFC 6531).") String email) {

  private static final String PHONE =
      "E.164, for example +15556667777; other forms in data of earlier versions.";

  public Contact {
    requireNonNull(primaryPhone, "primaryPhone");
    requireNonNull(email, "email");
  }
}
