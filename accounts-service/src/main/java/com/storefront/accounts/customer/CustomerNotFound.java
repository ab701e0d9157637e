package com.storefront.accounts.customer;

/** There is no customer with this id, or no longer. */
public class CustomerNotFound extends RuntimeException {

  CustomerNotFound(String id) {
    super("there is no customer " + id);
  }
}
