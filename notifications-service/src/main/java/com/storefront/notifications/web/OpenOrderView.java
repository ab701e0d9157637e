package com.storefront.notifications.web;

import com.storefront.events.order.OrderStatusType;
import com.storefront.notifications.order.OrderLine;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An open order as JSON. */
record OpenOrderView(
    String customerId,
    String guid,
    OrderStatusType status,
    @Schema(description = "When it got its status.") Instant since,
    @Schema(description = "The title of the first item.") @Nullable String title,
    @Schema(description = "The number of further items.") int others,
    @Nullable BigDecimal total,
    @Nullable String currency,
    @Schema(description = "The instance that has the customer.", example = "10.0.0.7:8100")
        String owner) {

  static OpenOrderView of(OrderLine order, String owner) {
    return new OpenOrderView(
        order.customerId(),
        order.guid(),
        order.status(),
        order.at(),
        order.title(),
        order.others(),
        order.total(),
        order.currency(),
        owner);
  }
}
