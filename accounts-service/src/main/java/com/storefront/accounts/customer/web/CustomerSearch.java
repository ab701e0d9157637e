package com.storefront.accounts.customer.web;

import com.storefront.accounts.customer.CustomerFilter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Whom a client looks for. */
record CustomerSearch(
    @Nullable
        @Size(min = 1, max = EmailAddress.LONGEST)
        @Schema(
            description = "Only who has this e-mail address, in upper or lower case.",
            example = "john.doe@internet.com")
        String email,
    @Nullable
        @Size(min = 1, max = Line.LONGEST)
        @Schema(
            description = "Only who has this last name, in upper or lower case.",
            example = "Doe")
        String lastName) {

  CustomerFilter toFilter() {
    return new CustomerFilter(email, lastName);
  }
}
