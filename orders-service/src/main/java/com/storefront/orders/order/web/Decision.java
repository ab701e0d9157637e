package com.storefront.orders.order.web;

import com.storefront.web.NoteText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Why somebody decides on an order as they do. */
record Decision(
    @Nullable
        @Size(max = NoteText.LONGEST)
        @Pattern(regexp = NoteText.PATTERN)
        @Schema(example = "Primary credit card expired")
        String note) {

  static @Nullable String note(@Nullable Decision decision) {
    return decision == null ? null : decision.note();
  }
}
