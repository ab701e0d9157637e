package com.storefront.orders.order;

/** An order was placed for a customer who is not known here, or not yet, or no longer. */
public class CustomerUnknown extends RuntimeException {

  CustomerUnknown(String customerId) {
    super(
        "customer %s is not known here: deleted, or so new that word of them has not arrived yet"
            .formatted(customerId));
  }
}
