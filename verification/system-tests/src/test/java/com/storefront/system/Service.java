package com.storefront.system;

import java.util.Locale;

/** The three services. */
enum Service {
  ACCOUNTS,
  ORDERS,
  FULFILLMENT;

  /** The name in paths, file names and MongoDB. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
