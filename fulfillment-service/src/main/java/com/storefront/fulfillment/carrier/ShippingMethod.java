package com.storefront.fulfillment.carrier;

/** The shop's ways of shipping, each named by its carrier; the constants are the values in JSON. */
public enum ShippingMethod {
  USPS,
  FedEx,
  UPS,
  Uber,
  Drone
}
