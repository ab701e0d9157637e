package com.storefront.orders.order;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How sample orders are made up.
 *
 * @param seed of the random choice of items, so that a run can be repeated; null for another choice
 *     each time
 */
@ConfigurationProperties("storefront.sample-data")
record SampleData(@Nullable Long seed) {}
