package com.storefront.orders.customer;

/** There is no copy of the customer. */
public class CustomerNotFound extends RuntimeException {

  public CustomerNotFound(String id) {
    super(
        "Customer %s is unknown: deleted, or not replicated from accounts yet. A new customer is known shortly."
            .formatted(id));
  }
}
