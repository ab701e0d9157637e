package com.storefront.events;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What is sold, as it was when the order was placed; there is no catalogue. */
public record Product(
    String guid, String title, @Nullable String description, @Nullable BigDecimal price) {

  public Product {
    requireNonNull(guid, "guid");
    requireNonNull(title, "title");
  }
}
