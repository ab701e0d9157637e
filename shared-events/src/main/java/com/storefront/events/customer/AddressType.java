package com.storefront.events.customer;

/** The purpose of an address. */
public enum AddressType {
  BILLING,
  SHIPPING,

  /** Used if there is no {@link #SHIPPING} address. */
  SHIPPING_ALTERNATE
}
