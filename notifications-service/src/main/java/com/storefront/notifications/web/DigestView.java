package com.storefront.notifications.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** What a digest would say now. */
record DigestView(
    String customerId,
    @Schema(description = "Whether the customer wants digests and has an address.") boolean wanted,
    @Schema(description = "The open orders, the newest change first; at most 20.")
        List<OpenOrderView> orders,
    @Schema(description = "The number of further open orders.") int others,
    Instant asOf,
    @Schema(description = "The instance that has the customer.", example = "10.0.0.7:8100")
        String owner) {}
