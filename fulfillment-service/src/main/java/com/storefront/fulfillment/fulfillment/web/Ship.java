package com.storefront.fulfillment.fulfillment.web;

import com.storefront.fulfillment.fulfillment.ShippingMethod;
import com.storefront.web.NoteText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Asks to hand an order over to a carrier. */
record Ship(
    @Schema(example = "UPS") @NotNull ShippingMethod shippingMethod,
    @Nullable
        @Size(max = NoteText.LONGEST)
        @Pattern(regexp = NoteText.PATTERN)
        @Schema(example = "Leave with a neighbour")
        String note) {}
