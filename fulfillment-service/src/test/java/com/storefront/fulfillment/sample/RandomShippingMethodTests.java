package com.storefront.fulfillment.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.storefront.fulfillment.carrier.ShippingMethod;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomShippingMethodTests {

  @Test
  void choosesEveryCarrierWithTheSameProbability() {
    var methods = new RandomShippingMethod(1L);

    Map<ShippingMethod, Long> chosen =
        Stream.generate(methods)
            .limit(50_000)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(chosen).containsOnlyKeys(ShippingMethod.values());
    assertThat(chosen.values())
        .allSatisfy(times -> assertThat(times).isCloseTo(10_000L, within(500L)));
  }

  @Test
  void repeatsItsChoicesWithTheSameSeed() {
    var first = Stream.generate(new RandomShippingMethod(7L)).limit(20).toList();
    var second = Stream.generate(new RandomShippingMethod(7L)).limit(20).toList();

    assertThat(second).isEqualTo(first);
  }
}
