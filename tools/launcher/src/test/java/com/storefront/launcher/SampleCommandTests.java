package com.storefront.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.launcher.environment.Component;
import com.storefront.servers.ServerFailure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SampleCommandTests {

  private final StandInStorefront storefront = new StandInStorefront();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @AfterEach
  void stop() {
    storefront.close();
  }

  @Test
  void printsTheHistoryOfEachOrder() {
    assertThat(run()).isTrue();

    assertThat(printed())
        .contains("7  POST /fulfillment/fulfillments/sample/receive")
        .contains("  order-0  CREATED → APPROVED → PROCESSING → SHIPPED → IN_TRANSIT → RECEIVED")
        .contains("  order-2  CREATED → APPROVED → PROCESSING → SHIPPED → IN_TRANSIT → RECEIVED");
  }

  @Test
  void canBeRepeated() {
    assertThat(run()).isTrue();
    assertThat(run()).isTrue();
  }

  @Test
  void doesNotAwaitOrdersOfOtherCustomers() {
    storefront.approveOrderOfOtherCustomer();

    assertThat(run()).isTrue();

    assertThat(printed()).contains("  order-1  ").doesNotContain("  other  ");
  }

  @Test
  void waitsForLateEffects() {
    storefront.delay(Duration.ofMillis(300));

    assertThat(run()).isTrue();
  }

  @Test
  void failsWhenAnEffectIsMissing() {
    storefront.loseEventsAfter("SHIPPED");

    assertThat(run()).isFalse();

    assertThat(printed())
        .contains("Missing after 1 s: orders reports every order as IN_TRANSIT")
        .contains("  order-0  CREATED → APPROVED → PROCESSING → SHIPPED" + System.lineSeparator());
  }

  @Test
  void failsWhenAStepFails() {
    storefront.failAt("/fulfillment/fulfillments/sample/ship");

    assertThat(run()).isFalse();

    assertThat(printed())
        .contains("POST /fulfillment/fulfillments/sample/ship was answered with 503");
  }

  @Test
  void failsWhenNoOrderIsApproved() {
    storefront.approveNothing();

    assertThat(run()).isFalse();

    assertThat(printed()).contains("No order was approved for fulfillment");
  }

  @Test
  void failsWhenNoStorefrontRuns() {
    storefront.close();

    assertThat(run()).isFalse();

    assertThat(printed())
        .contains(
            "http://127.0.0.1:" + storefront.ports().of(Component.GATEWAY), "./storefront up");
  }

  private boolean run() {
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    try {
      return new SampleCommand(storefront::ports, Duration.ofSeconds(1), out).call() == 0;
    } catch (ServerFailure e) {
      out.println(e.getMessage());
      return false;
    }
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }
}
