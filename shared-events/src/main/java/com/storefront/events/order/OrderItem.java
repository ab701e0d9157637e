package com.storefront.events.order;

import static java.util.Objects.requireNonNull;

/** A line of an order: a product and its quantity. */
public record OrderItem(Product product, int quantity) {

  public OrderItem {
    requireNonNull(product, "product");
    if (quantity < 1) {
      throw new IllegalArgumentException("quantity must be at least 1, is " + quantity);
    }
  }
}
