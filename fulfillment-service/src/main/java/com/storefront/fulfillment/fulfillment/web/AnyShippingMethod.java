package com.storefront.fulfillment.fulfillment.web;

import com.storefront.fulfillment.fulfillment.ShippingMethod;
import java.util.Random;
import java.util.function.Supplier;

/** Chooses among all carriers alike. */
class AnyShippingMethod implements Supplier<ShippingMethod> {

  private static final ShippingMethod[] ALL = ShippingMethod.values();

  private final Random random;

  AnyShippingMethod(Random random) {
    this.random = random;
  }

  @Override
  public ShippingMethod get() {
    return ALL[random.nextInt(ALL.length)];
  }
}
