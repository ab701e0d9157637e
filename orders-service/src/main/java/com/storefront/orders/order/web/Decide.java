package com.storefront.orders.order.web;

import com.storefront.events.order.OrderStatusEvent;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The optional body of a decision. */
record Decide(
    @Nullable
        @Size(max = OrderStatusEvent.MAX_NOTE_LENGTH)
        @Pattern(regexp = OrderStatusEvent.NOTE_PATTERN)
        @Schema(example = "As agreed with the customer by phone")
        String note) {

  static @Nullable String note(@Nullable Decide body) {
    return body == null ? null : body.note();
  }
}
