package com.storefront.events.order;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A product as it was when the order was placed; there is no catalogue.
 *
 * @param currency of the price, an ISO 4217 code; null means {@value #DEFAULT_CURRENCY}
 */
public record Product(
    String guid,
    String title,
    @Nullable String description,
    @Nullable BigDecimal price,
    @Nullable String currency) {

  public static final String DEFAULT_CURRENCY = "USD";

  public Product {
    requireNonNull(guid, "guid");
    requireNonNull(title, "title");
  }
}
