package com.storefront.fulfillment.fulfillment;

/** Who carries the goods; the names are the wire values. */
public enum ShippingMethod {
  USPS,
  FedEx,
  UPS,
  Uber,
  Drone
}
