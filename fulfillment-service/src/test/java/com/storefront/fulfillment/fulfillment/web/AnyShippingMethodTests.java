package com.storefront.fulfillment.fulfillment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.storefront.fulfillment.fulfillment.ShippingMethod;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AnyShippingMethodTests {

  @DisplayName("C12: every carrier gets its fifth, USPS too")
  @Test
  void choosesAllCarriersAlike() {
    var any = new AnyShippingMethod(new Random(1));

    Map<ShippingMethod, Long> chosen =
        Stream.generate(any)
            .limit(50_000)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(chosen).containsOnlyKeys(ShippingMethod.values());
    assertThat(chosen.values())
        .allSatisfy(times -> assertThat(times).isCloseTo(10_000L, within(500L)));
  }
}
