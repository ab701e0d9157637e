package com.storefront.web;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What one step of the sample journey did.
 *
 * @param affected how many it created or moved on
 * @param skipped how many it left alone, because they were there or had moved on already
 */
public record SampleStep(
    @Schema(example = "ship") String step,
    @Schema(example = "3") long affected,
    @Schema(example = "0") long skipped,
    @Schema(example = "Order status changed to 'Shipped'") String message) {}
