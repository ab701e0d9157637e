package com.storefront.accounts.customer.web;

import com.storefront.accounts.customer.CustomerQueries;
import com.storefront.web.Paging;
import com.storefront.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;

/** The filter and the order of a list of customers. */
record FindCustomers(
    @Nullable
        @Size(min = 1, max = CustomerForm.MAX_EMAIL_LENGTH)
        @Schema(description = "The whole e-mail address, in any case.")
        String email,
    @Nullable
        @Size(min = 1, max = SingleLine.MAX_LENGTH)
        @Schema(description = "The whole last name, in any case.")
        String lastName,
    @Nullable
        @Size(min = 1, max = SingleLine.MAX_LENGTH)
        @Schema(description = "The beginning of the last name, in any case. Not with `lastName`.")
        String lastNamePrefix,
    @Nullable
        @Size(min = 1, max = SingleLine.MAX_LENGTH)
        @Schema(description = "The whole name of the city of any address, in any case.")
        String city,
    @Nullable
        @Pattern(
            regexp = "^(id|lastName)(,(asc|desc))?$",
            message = "must be id,asc or id,desc or lastName,asc or lastName,desc")
        @Schema(
            description =
                "By `id`, the oldest first, or by `lastName`. With `email` or `lastName` only by"
                    + " `id`, else with `lastNamePrefix` or `city` only by `lastName`; these are"
                    + " also the defaults.")
        String sort) {

  CustomerQueries.Filter toFilter() {
    if (lastName != null && lastNamePrefix != null) {
      throw Problems.invalidField("lastNamePrefix", "must not be combined with lastName");
    }
    return new CustomerQueries.Filter(email, lastName, lastNamePrefix, city);
  }

  /** Another order than that of the index would be sorted in memory. */
  Sort toSort() {
    boolean byId = email != null || lastName != null;
    boolean byLastName = !byId && (lastNamePrefix != null || city != null);
    if (byId && sort != null && !sort.startsWith("id")) {
      throw Problems.invalidField("sort", "must be id,asc or id,desc with email or lastName");
    }
    if (byLastName && sort != null && !sort.startsWith("lastName")) {
      throw Problems.invalidField(
          "sort", "must be lastName,asc or lastName,desc with lastNamePrefix or city");
    }
    boolean wantsLastName = sort == null ? byLastName : sort.startsWith("lastName");
    return Paging.sort(sort, wantsLastName ? CustomerQueries.BY_LAST_NAME : CustomerQueries.BY_ID);
  }
}
