package com.storefront.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.benchmarks.publishing.PublishingBenchmark;
import com.storefront.benchmarks.publishing.Saturation;
import com.storefront.benchmarks.variant.Variant;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fails on gross regressions only, and only by ratios within one run. */
class PublishingGuardTests {

  @Test
  void publishesAtHalfTheRateOfABareInsertWithLessThanOneCommandPerWrite() {
    var benchmark =
        new PublishingBenchmark(
            List.of(Variant.BARE_INSERT, Variant.STOREFRONT), 3, Duration.ofSeconds(3), System.out);

    benchmark.saturate();

    assertThat(benchmark.ratio(Variant.STOREFRONT, Variant.BARE_INSERT).most()).isGreaterThan(0.5);
    assertThat(benchmark.spread(Variant.STOREFRONT, Saturation::commands).least()).isLessThan(1);
  }
}
