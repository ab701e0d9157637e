package com.storefront.fulfillment.order.web;

import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.Shipment;
import com.storefront.fulfillment.order.Transition;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** By which carrier an order is to be shipped. */
record BookLabel(
    @NotNull
        @Size(min = 1, max = Shipment.MAX_LENGTH)
        @Pattern(
            regexp = Shipment.CARRIER_PATTERN,
            message = "must be one line of text that begins with a visible character")
        @Schema(example = "UPS")
        String carrier,
    @Nullable
        @Size(max = OrderStatusEvent.MAX_NOTE_LENGTH)
        @Pattern(regexp = OrderStatusEvent.NOTE_PATTERN)
        @Schema(description = "Of the shipment.", example = "Leave with a neighbour")
        String note) {

  Transition toTransition() {
    return (fulfillment, now, actor, note) -> fulfillment.requestBooking(carrier, now, actor, note);
  }
}
