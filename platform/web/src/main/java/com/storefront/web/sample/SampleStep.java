package com.storefront.web.sample;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The result of one step of the sample journey.
 *
 * @param affected number of objects that the step created or changed
 * @param skipped number of objects that already existed or already had the new status
 */
public record SampleStep(
    @Schema(example = "ship") String step,
    @Schema(example = "3") long affected,
    @Schema(example = "0") long skipped,
    @Schema(example = "Order status changed to 'Shipped'") String message) {}
