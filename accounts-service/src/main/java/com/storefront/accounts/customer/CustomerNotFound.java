package com.storefront.accounts.customer;

/** The customer does not exist or was deleted. */
public class CustomerNotFound extends RuntimeException {

  public CustomerNotFound(String id) {
    super("There is no customer %s.".formatted(id));
  }
}
