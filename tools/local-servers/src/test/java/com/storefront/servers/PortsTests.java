package com.storefront.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTests {

  @Test
  void returnsNoPortTwice() {
    assertThat(IntStream.range(0, 3_000).map(i -> Ports.free()).boxed().toList())
        .doesNotHaveDuplicates();
  }
}
