package com.storefront.local.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTests {

  /** Whoever asks for two before using either gets two. */
  @Test
  void givesNoPortTwice() {
    assertThat(IntStream.range(0, 3_000).map(i -> Ports.free()).boxed().toList())
        .doesNotHaveDuplicates();
  }
}
