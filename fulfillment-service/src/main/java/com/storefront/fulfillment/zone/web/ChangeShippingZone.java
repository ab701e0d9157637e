package com.storefront.fulfillment.zone.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.storefront.events.ShippingZoneChangeEvent;
import com.storefront.events.order.Shipment;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/** The data of a shipping zone. What a client read and cannot choose is ignored. */
@JsonIgnoreProperties({"country", "version", "_links"})
record ChangeShippingZone(
    @NotNull
        @Size(min = 1, max = ShippingZoneChangeEvent.MAX_CARRIERS)
        @Schema(example = "[\"UPS\", \"FedEx\"]")
        List<
                @NotNull @Size(min = 1, max = Shipment.MAX_LENGTH)
                @Pattern(
                    regexp = Shipment.CARRIER_PATTERN,
                    message = "must be one line of text that begins with a visible character")
                String>
            carriers,
    @NotNull
        @Min(1)
        @Max(ShippingZoneChangeEvent.MAX_DAYS)
        @Schema(
            description = "How many days a parcel is usually in transit, at most.",
            example = "14")
        Integer days,
    @NotNull
        @Schema(description = "Whether new orders are shipped to the country.", example = "true")
        Boolean open) {

  List<String> distinctCarriers() {
    return carriers.stream().distinct().toList();
  }
}
