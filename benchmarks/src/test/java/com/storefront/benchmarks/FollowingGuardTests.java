package com.storefront.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.benchmarks.services.FollowingBenchmark;
import org.junit.jupiter.api.Test;

/** Only a gross regression: that batches are taken in as if they were single records. */
class FollowingGuardTests {

  @Test
  void takesInBatchesTwiceAsFastAsSingleRecords() throws InterruptedException {
    var rates = new FollowingBenchmark(300, 1, System.out).run();

    assertThat(rates.ratio().median()).isGreaterThan(2);
  }
}
