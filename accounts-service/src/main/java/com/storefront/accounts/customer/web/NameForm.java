package com.storefront.accounts.customer.web;

import com.storefront.events.Name;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** How a customer wants to be addressed. */
record NameForm(
    @NotNull @Line @Schema(example = "Mr.") String title,
    @NotNull @Line @Schema(example = "John") String firstName,
    @Nullable @Line @Schema(example = "S.") String middleName,
    @NotNull @Line @Schema(example = "Doe") String lastName,
    @Nullable @Line @Schema(example = "Jr.") String suffix) {

  static NameForm of(Name name) {
    return new NameForm(
        name.title(), name.firstName(), name.middleName(), name.lastName(), name.suffix());
  }

  Name toName() {
    return new Name(title, firstName, middleName, lastName, suffix);
  }
}
