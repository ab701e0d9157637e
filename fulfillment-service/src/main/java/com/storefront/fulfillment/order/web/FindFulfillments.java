package com.storefront.fulfillment.order.web;

import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Shipment;
import com.storefront.fulfillment.carrier.ShippingMethod;
import com.storefront.fulfillment.order.FulfillmentQueries;
import com.storefront.web.Paging;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;

/** The filter and the order of a list of fulfillments. */
record FindFulfillments(
    @Nullable @Schema(description = "Any of these statuses.") Set<OrderStatusType> status,
    @Nullable @Size(min = 1, max = 100) String customerId,
    @Nullable @Schema(description = "Shipped by this method of the shop.")
        ShippingMethod shippingMethod,
    @Nullable
        @Size(min = 1, max = Shipment.MAX_LENGTH)
        @Schema(
            description =
                "Shipped by this carrier, in any case. Shipments of earlier versions have a shipping"
                    + " method only.")
        String carrier,
    @Nullable @Schema(description = "true: only orders that are on hold for too long.")
        Boolean heldTooLong,
    @Nullable @Schema(description = "true: only orders whose label could not be booked.")
        Boolean stuck,
    @Nullable
        @Pattern(
            regexp = "^requestedAt(,(asc|desc))?$",
            message = "must be requestedAt,asc or requestedAt,desc")
        @Schema(
            description = "By the time when the order was approved.",
            defaultValue = "requestedAt,desc")
        String sort) {

  FulfillmentQueries.Filter toFilter() {
    return new FulfillmentQueries.Filter(
        status,
        customerId,
        shippingMethod,
        carrier,
        Boolean.TRUE.equals(heldTooLong),
        Boolean.TRUE.equals(stuck));
  }

  Sort toSort() {
    return Paging.sort(sort, FulfillmentQueries.NEWEST_FIRST);
  }
}
