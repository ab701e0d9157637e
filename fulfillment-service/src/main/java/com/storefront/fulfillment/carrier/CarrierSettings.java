package com.storefront.fulfillment.carrier;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How labels are booked.
 *
 * @param url of the booking endpoint, for example {@code http://carriers:8097}; null if no labels
 *     are booked
 * @param retryAfter the waits after the first, second … failed attempt; after one more the booking
 *     is stuck
 * @param connectTimeout of a connection
 * @param timeout of a whole call, from the connection to the end of the answer
 */
@ConfigurationProperties("storefront.fulfillment.carrier")
record CarrierSettings(
    @Nullable URI url,
    @DefaultValue({"1m", "10m", "1h", "6h"}) List<Duration> retryAfter,
    @DefaultValue("1s") Duration connectTimeout,
    @DefaultValue("3s") Duration timeout) {

  private static final Set<String> SCHEMES = Set.of("http", "https");

  CarrierSettings {
    retryAfter = List.copyOf(retryAfter);
    if (url != null && (url.getHost() == null || !SCHEMES.contains(url.getScheme()))) {
      throw new IllegalArgumentException(
          "storefront.fulfillment.carrier.url must be an http or https URL, is " + url);
    }
  }
}
