package com.storefront.fulfillment.fulfillment.web;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the sample steps choose.
 *
 * @param seed makes the choices repeatable; without it each start chooses anew
 */
@ConfigurationProperties("storefront.sample-data")
record SampleData(@Nullable Long seed) {

  Random random() {
    return seed == null ? new Random() : new Random(seed);
  }
}
