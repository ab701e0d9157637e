package com.storefront.fulfillment.fulfillment.web;

import com.storefront.web.NoteText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Why an order is moved, in somebody's words. */
record Note(
    @Nullable
        @Size(max = NoteText.LONGEST)
        @Pattern(regexp = NoteText.PATTERN)
        @Schema(example = "Items out of stock")
        String note) {

  static @Nullable String text(@Nullable Note body) {
    return body == null ? null : body.note();
  }
}
