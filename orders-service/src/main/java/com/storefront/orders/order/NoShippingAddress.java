package com.storefront.orders.order;

/** An order was placed for a customer to whom nothing can be shipped. */
public class NoShippingAddress extends RuntimeException {

  NoShippingAddress(String customerId) {
    super(
        "customer %s has no address of type SHIPPING or SHIPPING_ALTERNATE".formatted(customerId));
  }
}
