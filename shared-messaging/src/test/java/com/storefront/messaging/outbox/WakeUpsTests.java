package com.storefront.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.messaging.outbox.WakeUps.WakeUp;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WakeUpsTests {

  private static final OutboxEntry EVENT =
      new OutboxEntry("event", "event", 1, Instant.EPOCH, "{}", null);

  private final WakeUps wakeUps = new WakeUps();

  @Test
  void showsAnInsertionUnlessItMayHaveBeenRead() {
    wakeUps.inserted("a", EVENT, 100);

    WakeUp insertion = wakeUps.take(10).get(0);

    assertThat(insertion.eventUnlessReadUntil(99)).isEqualTo(EVENT);
    assertThat(insertion.eventUnlessReadUntil(100)).isNull();
    assertThat(insertion.eventUnlessReadUntil(101)).isNull();
  }

  @Test
  void showsNoInsertionThatWasChangedSince() {
    wakeUps.inserted("changed later", EVENT, 100);
    wakeUps.changed(List.of("changed later", "told of its change first"));
    wakeUps.inserted("told of its change first", EVENT, 100);

    assertThat(wakeUps.take(10))
        .extracting(wakeUp -> wakeUp.eventUnlessReadUntil(0))
        .containsExactly(null, null);
  }

  @Test
  void tellsOfEachAggregateOnceTheOldestFirst() {
    wakeUps.changed(List.of("a", "b"));
    wakeUps.changed(List.of("c", "a"));

    assertThat(ids(wakeUps.take(2))).containsExactly("a", "b");
    assertThat(ids(wakeUps.take(2))).containsExactly("c");
    assertThat(wakeUps.isEmpty()).isTrue();
  }

  /** Of a backlog, reading is cheaper than holding it. */
  @Test
  void showsFewInsertionsAtATime() {
    IntStream.range(0, 1_000).forEach(i -> wakeUps.inserted("a" + i, EVENT, 100));

    assertThat(wakeUps.take(1_000).stream().filter(each -> each.event() != null)).hasSize(64);
  }

  @Test
  void forgetsWhatIsTooManyAndSaysSoOnce() {
    wakeUps.changed(IntStream.range(0, 10_001).mapToObj(Integer::toString).toList());
    wakeUps.changed(List.of("0")); // which is there already

    assertThat(wakeUps.take(20_000)).hasSize(10_000);
    assertThat(wakeUps.isEmpty()).isFalse();
    assertThat(wakeUps.wereTooMany()).isTrue();
    assertThat(wakeUps.wereTooMany()).isFalse();
    assertThat(wakeUps.isEmpty()).isTrue();
  }

  @Test
  void wakesWhoeverTakes() {
    var woken = new AtomicInteger();
    wakeUps.call(woken::incrementAndGet);

    wakeUps.inserted("a", EVENT, 100);
    wakeUps.changed(List.of("b"));

    assertThat(woken).hasValue(2);
  }

  private static List<String> ids(List<WakeUp> wakeUps) {
    return wakeUps.stream().map(WakeUp::id).toList();
  }
}
