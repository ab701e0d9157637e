package com.storefront.accounts.customer;

/** Orders are shipped to the SHIPPING address, so a customer has at most one. */
public class TooManyShippingAddresses extends RuntimeException {

  TooManyShippingAddresses() {
    super("must have at most one SHIPPING address; use SHIPPING_ALTERNATE for others");
  }
}
