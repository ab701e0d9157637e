package com.storefront.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ObservedTests {

  @Test
  void showsWhatIsSeen() {
    assertThat(new Observed<>(() -> 7).number(Integer::doubleValue)).isEqualTo(7);
  }

  @Test
  void asksOnceHoweverManyLook() {
    var asked = new AtomicInteger();
    var observed = new Observed<>(asked::incrementAndGet);

    for (int i = 0; i < 100; i++) {
      observed.number(Integer::doubleValue);
    }

    assertThat(asked).hasValue(1);
  }

  @Test
  void doesNotWaitForAServerThatIsAway() {
    var back = new CountDownLatch(1);
    var observed =
        new Observed<>(
            () -> {
              await().forever().until(() -> back.getCount() == 0);
              return 7;
            });

    long begin = System.nanoTime();
    assertThat(observed.number(Integer::doubleValue)).isNaN();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));

    back.countDown();
    await().until(() -> observed.number(Integer::doubleValue) == 7);
  }

  @Test
  void isNoNumberWhileTheServerRefuses() {
    var observed =
        new Observed<Integer>(
            () -> {
              throw new IllegalStateException("away");
            });

    assertThat(observed.number(Integer::doubleValue)).isNaN();
  }
}
