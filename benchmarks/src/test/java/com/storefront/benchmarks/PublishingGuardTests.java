package com.storefront.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.benchmarks.publishing.PublishingBenchmark;
import com.storefront.benchmarks.publishing.Saturation;
import com.storefront.benchmarks.publishing.Way;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Only gross regressions, and only as ratios of one run; the figures are another matter. */
class PublishingGuardTests {

  @Test
  void carriesHalfOfABareInsertWithLessThanACommandEach() {
    var benchmark =
        new PublishingBenchmark(
            List.of(Way.BARE_INSERT, Way.OURS), 3, Duration.ofSeconds(3), System.out);

    benchmark.saturate();

    assertThat(benchmark.ratio(Way.OURS, Way.BARE_INSERT).most()).isGreaterThan(0.5);
    assertThat(benchmark.spread(Way.OURS, Saturation::commands).least()).isLessThan(1);
  }
}
