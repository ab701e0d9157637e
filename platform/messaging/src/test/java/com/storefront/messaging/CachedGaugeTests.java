package com.storefront.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CachedGaugeTests {

  @Test
  void showsTheCurrentValue() {
    assertThat(new CachedGauge<>(() -> 7).number(Integer::doubleValue)).isEqualTo(7);
  }

  @Test
  void readsItsSourceOnceHoweverOftenItIsRead() {
    var reads = new AtomicInteger();
    var gauge = new CachedGauge<>(reads::incrementAndGet);

    for (int i = 0; i < 100; i++) {
      gauge.number(Integer::doubleValue);
    }

    assertThat(reads).hasValue(1);
  }

  @Test
  void doesNotWaitForAServerThatDoesNotAnswer() {
    var answered = new CountDownLatch(1);
    var gauge =
        new CachedGauge<>(
            () -> {
              await().forever().until(() -> answered.getCount() == 0);
              return 7;
            });

    long begin = System.nanoTime();
    assertThat(gauge.number(Integer::doubleValue)).isNaN();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));

    answered.countDown();
    await().until(() -> gauge.number(Integer::doubleValue) == 7);
  }

  @Test
  void isNotANumberWhileTheServerRefuses() {
    var gauge =
        new CachedGauge<Integer>(
            () -> {
              throw new IllegalStateException("unavailable");
            });

    assertThat(gauge.number(Integer::doubleValue)).isNaN();
  }
}
