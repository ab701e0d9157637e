package com.storefront.fulfillment.order.web;

import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.Shipment;
import com.storefront.fulfillment.carrier.ShippingMethod;
import com.storefront.fulfillment.order.Transition;
import com.storefront.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.web.ErrorResponseException;

/** How an order is shipped: by one of the shop's own methods, or by any other carrier. */
record Ship(
    @Nullable @Schema(description = "Required unless a carrier is given.", example = "UPS")
        ShippingMethod shippingMethod,
    @Nullable
        @Size(min = 1, max = Shipment.MAX_LENGTH)
        @Pattern(
            regexp = Shipment.CARRIER_PATTERN,
            message = "must be one line of text that begins with a visible character")
        @Schema(description = "Default: the name of the shipping method.", example = "UPS")
        String carrier,
    @Nullable
        @Size(min = 1, max = Shipment.MAX_LENGTH)
        @Pattern(
            regexp = Shipment.TRACKING_NUMBER_PATTERN,
            message =
                "must begin with a letter or digit and contain only letters, digits, spaces and"
                    + " . / _ -, for example RB 123 456 785 US")
        @Schema(example = "1Z9999W99999999999")
        String trackingNumber,
    @Nullable
        @Size(max = OrderStatusEvent.MAX_NOTE_LENGTH)
        @Pattern(regexp = OrderStatusEvent.NOTE_PATTERN)
        @Schema(example = "Leave with a neighbour")
        String note) {

  /**
   * @throws ErrorResponseException if there is neither a shipping method nor a carrier
   */
  Transition toTransition() {
    var shipment = new Shipment(requireCarrier(), trackingNumber);
    return (fulfillment, now, actor, note) ->
        fulfillment.ship(shippingMethod, shipment, now, actor, note);
  }

  private String requireCarrier() {
    if (carrier != null) {
      return carrier;
    }
    if (shippingMethod != null) {
      return shippingMethod.name();
    }
    throw Problems.invalidField("shippingMethod", "must be given unless a carrier is given");
  }
}
