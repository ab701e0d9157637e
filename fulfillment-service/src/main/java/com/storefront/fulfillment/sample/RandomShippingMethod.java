package com.storefront.fulfillment.sample;

import com.storefront.fulfillment.carrier.ShippingMethod;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Chooses a carrier at random, each with the same probability. */
@Component
class RandomShippingMethod implements Supplier<ShippingMethod> {

  private static final ShippingMethod[] ALL = ShippingMethod.values();

  private final Random random;

  /**
   * @param seed makes the choices repeatable
   */
  RandomShippingMethod(@Value("${storefront.sample-data.seed:#{null}}") @Nullable Long seed) {
    this.random = seed == null ? new Random() : new Random(seed);
  }

  @Override
  public ShippingMethod get() {
    return ALL[random.nextInt(ALL.length)];
  }
}
