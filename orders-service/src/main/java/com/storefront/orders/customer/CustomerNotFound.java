package com.storefront.orders.customer;

/** No customer with this id is known here. */
public class CustomerNotFound extends RuntimeException {

  public CustomerNotFound(String id) {
    super("no customer " + id + " is known here");
  }
}
