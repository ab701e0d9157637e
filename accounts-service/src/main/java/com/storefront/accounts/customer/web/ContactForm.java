package com.storefront.accounts.customer.web;

import com.storefront.events.Contact;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** How a customer wants to be reached. */
record ContactForm(
    @NotNull @PhoneNumber @Schema(example = "555-666-7777") String primaryPhone,
    @Nullable @PhoneNumber @Schema(example = "555-444-9898") String secondaryPhone,
    @NotNull @EmailAddress @Schema(format = "email", example = "john.doe@internet.com")
        String email) {

  static ContactForm of(Contact contact) {
    return new ContactForm(contact.primaryPhone(), contact.secondaryPhone(), contact.email());
  }

  Contact toContact() {
    return new Contact(primaryPhone, secondaryPhone, email);
  }
}
