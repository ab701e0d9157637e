package com.storefront.fulfillment.order.web;

import com.storefront.events.order.OrderStatusEvent;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Why a booking is ended. */
record SkipBooking(
    @NotBlank
        @Size(max = OrderStatusEvent.MAX_NOTE_LENGTH)
        @Pattern(regexp = OrderStatusEvent.NOTE_PATTERN)
        @Schema(example = "Booked on the carrier's website")
        String note) {}
