package com.storefront.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SampleTests {

  private final StandInStorefront storefront = new StandInStorefront();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @AfterEach
  void stop() {
    storefront.close();
  }

  @Test
  void tellsTheWholeLifeOfEachOrder() {
    assertThat(walk()).isTrue();

    assertThat(printed())
        .contains("7  POST /fulfillment/fulfillments/sample/receive")
        .contains("  order-0  CREATED → APPROVED → PROCESSING → SHIPPED → IN_TRANSIT → RECEIVED")
        .contains("  order-2  CREATED → APPROVED → PROCESSING → SHIPPED → IN_TRANSIT → RECEIVED");
  }

  @Test
  void worksAgain() {
    assertThat(walk()).isTrue();
    assertThat(walk()).isTrue();
  }

  @Test
  void waitsForEffectsThatComeLate() {
    storefront.delay(Duration.ofMillis(300));

    assertThat(walk()).isTrue();
  }

  @Test
  void failsWhenAnEffectIsMissing() {
    storefront.loseEventsAfter("SHIPPED");

    assertThat(walk()).isFalse();

    assertThat(printed())
        .contains("missing after 1 s: orders shows each of them as IN_TRANSIT")
        .contains("  order-0  CREATED → APPROVED → PROCESSING → SHIPPED" + System.lineSeparator());
  }

  @Test
  void failsWhenAStepFails() {
    storefront.failAt("/fulfillment/fulfillments/sample/ship");

    assertThat(walk()).isFalse();

    assertThat(printed()).contains("POST /fulfillment/fulfillments/sample/ship was answered 503");
  }

  @Test
  void failsWhenNothingWasRequested() {
    storefront.requestNothing();

    assertThat(walk()).isFalse();

    assertThat(printed()).contains("No order was sent for fulfillment");
  }

  private boolean walk() {
    return Sample.walk(
        storefront.address(),
        Duration.ofSeconds(1),
        new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
