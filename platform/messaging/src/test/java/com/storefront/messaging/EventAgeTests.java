package com.storefront.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventAgeTests {

  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  @Test
  void isTheTimeSinceTheEvent() {
    assertThat(EventAge.at(NOW, NOW.minusMillis(7))).isEqualTo(Duration.ofMillis(7));
  }

  static Iterable<Arguments> impossibleTimes() {
    return List.of(
        Arguments.of(NOW.plusSeconds(1), Duration.ZERO),
        Arguments.of(Instant.MAX, Duration.ZERO),
        Arguments.of(Instant.parse("0001-01-01T00:00:00Z"), Duration.ofDays(365)),
        Arguments.of(new Date(Long.MIN_VALUE).toInstant(), Duration.ofDays(365)),
        Arguments.of(Instant.MIN, Duration.ofDays(365)));
  }

  /** A metric of an event with such a time must not throw: the event is already processed. */
  @ParameterizedTest
  @MethodSource("impossibleTimes")
  void limitsTheAgeOfAnEventWithAnImpossibleTime(Instant time, Duration expected) {
    assertThat(EventAge.at(NOW, time)).isEqualTo(expected);
  }
}
