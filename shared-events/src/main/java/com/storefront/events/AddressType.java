package com.storefront.events;

/** What an address serves for. */
public enum AddressType {
  BILLING,
  SHIPPING,

  /** Shipped to where there is no {@link #SHIPPING} address. */
  SHIPPING_ALTERNATE
}
