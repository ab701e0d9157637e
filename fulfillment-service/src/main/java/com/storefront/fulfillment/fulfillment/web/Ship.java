package com.storefront.fulfillment.fulfillment.web;

import com.storefront.fulfillment.fulfillment.ShippingMethod;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Asks to hand an order over to a carrier. */
record Ship(
    @Schema(example = "UPS") @NotNull ShippingMethod shippingMethod,
    @Schema(example = "Leave with a neighbour") @Size(max = Note.MAX) @Pattern(regexp = Note.TEXT)
        @Nullable String note) {}
