package com.storefront.orders.customer;

/** An order cannot be placed because nothing can be shipped to the customer. */
public class NoShippingAddress extends RuntimeException {

  public NoShippingAddress(String customerId) {
    super(
        "Customer %s has no address of type SHIPPING or SHIPPING_ALTERNATE. Add one at accounts."
            .formatted(customerId));
  }
}
