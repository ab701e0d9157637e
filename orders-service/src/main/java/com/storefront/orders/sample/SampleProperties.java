package com.storefront.orders.sample;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the sample data.
 *
 * @param seed makes the random choice of items repeatable; null for a new choice at each start
 */
@ConfigurationProperties("storefront.sample-data")
record SampleProperties(@Nullable Long seed) {}
