package com.storefront.fulfillment.fulfillment.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Why an order is moved, in somebody's words. */
record Note(
    @Schema(example = "Items out of stock") @Size(max = Note.MAX) @Pattern(regexp = Note.TEXT)
        @Nullable String note) {

  static final int MAX = 500;

  /** No control characters. Halves of surrogate pairs are refused with any JSON. */
  static final String TEXT = "^[^\\u0000-\\u001F\\u007F-\\u009F]*$";

  static @Nullable String text(@Nullable Note body) {
    return body == null ? null : body.note();
  }
}
