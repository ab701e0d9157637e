package com.storefront.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.Parcel;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The poll interval is so long that only the signal can cause a publication. */
@SpringBootTest(properties = "storefront.outbox.poll-interval=1h")
class RelaySignalTests {

  private static final Duration LONG = Duration.ofMinutes(1);

  @Autowired AggregateStore store;

  private final RelaySignal signal = new RelaySignal();

  @Test
  void publishesALocalWriteWithoutWaitingForThePoll() {
    try (var topic = new TopicReader(Parcel.TOPIC)) {
      for (int i = 0; i < 100; i++) {
        String id = UUID.randomUUID().toString();
        store.insert(Parcel.posted(id, "Oslo"));
        await().pollInterval(Duration.ofMillis(5)).until(() -> topic.of(id).size() == 1);
      }
    }
  }

  @Test
  void endsAWaitThatHasBegun() throws Exception {
    long before = signal.count();
    var waiter = CompletableFuture.runAsync(() -> wait(before, LONG));

    signal.raise();

    waiter.get(LONG.toSeconds() / 2, TimeUnit.SECONDS);
  }

  @Test
  void isNotLostBeforeTheWaitBegins() {
    long before = signal.count();
    signal.raise();

    long begin = System.nanoTime();
    wait(before, LONG);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONG.dividedBy(2));
  }

  @Test
  void isAwaitedForALimitedTime() {
    long begin = System.nanoTime();
    wait(signal.count(), Duration.ofMillis(50));

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(45));
  }

  private void wait(long count, Duration timeout) {
    try {
      signal.await(count, timeout);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
