package com.storefront.notifications.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Open orders of all instances. */
record OpenOrdersView(
    List<OpenOrderView> openOrders,
    @Schema(description = "Instances that did not answer: their orders are missing.")
        List<String> missing,
    @Schema(description = "The value of `after` for the next page; null on the last one.")
        @Nullable String next) {}
