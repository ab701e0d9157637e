package com.storefront.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentNoticesTests {

  private final RecentNotices recent = new RecentNotices(3);

  @Test
  void returnsWhatCameAfterAPosition() {
    recent.begin("a~0", 10);
    recent.begin("a~1", 0);
    recent.add(notice(0, 10));
    Positions seen = recent.positions();
    recent.add(notice(1, 0));
    recent.add(notice(0, 11));

    assertThat(recent.since(seen)).contains(List.of(notice(1, 0), notice(0, 11)));
    assertThat(recent.since(recent.positions())).contains(List.of());
  }

  @Test
  void returnsNothingIfNoticesAreMissing() {
    recent.begin("a~0", 10);
    Positions seen = recent.positions();
    for (int offset = 10; offset < 14; offset++) {
      recent.add(notice(0, offset));
    }

    assertThat(recent.since(seen)).isEmpty();
    assertThat(recent.since(new Positions(Map.of("a~0", 11L))).orElseThrow()).hasSize(3);
    assertThat(recent.since(new Positions(Map.of("a~0", 15L)))).isEmpty();
    assertThat(recent.since(new Positions(Map.of("b~0", 11L)))).isEmpty();
  }

  @Test
  void forgetsAPartitionThatBeginsAnew() {
    recent.begin("a~0", 10);
    recent.add(notice(0, 10));
    Positions seen = recent.positions();
    recent.begin("a~0", 11);
    assertThat(recent.since(seen)).contains(List.of());

    recent.begin("a~0", 0);

    assertThat(recent.since(seen)).isEmpty();
  }

  @Test
  void positionsAreReadAsTheyWereWritten() {
    var positions = new Positions(Map.of("orders.order.fulfill~2", 4711L, "a~0", 0L));

    assertThat(positions).hasToString("a~0~0,orders.order.fulfill~2~4711");
    assertThat(Positions.parse(positions.toString())).contains(positions);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a~0", "a~x~1", "a~0~1,", "a~0~99999999999999999999"})
  void malformedPositionsAreNone(String id) {
    assertThat(Positions.parse(id)).isEmpty();
  }

  private static Notice notice(int partition, long offset) {
    return new Notice("a", partition, offset, "key", "1", null);
  }
}
