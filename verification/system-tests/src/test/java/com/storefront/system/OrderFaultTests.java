package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import com.storefront.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What the console says about an order while one part of the storefront is broken. */
class OrderFaultTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String NEXT = "Waits until its processing is started.";

  private final Storefront storefront = Storefront.running();
  private final StorefrontClient client = new StorefrontClient(storefront.api());

  @BeforeAll
  static void requireBrowser() {
    Chromium.require();
  }

  @BeforeEach
  void startConsole() {
    storefront.console();
  }

  /** Two of the faults lose the request of an order. */
  @AfterAll
  static void publishLostRequests() {
    Storefront.running().republish(Service.ORDERS, Map.of());
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatAnOrderWaitsFor(OrderFault fault) {
    String order = client.place(client.register("fault@example.com"));
    try (var console = new ConsolePage(storefront.api().base(), 1280, ColorScheme.LIGHT)) {
      console.open();
      try {
        fault.breakOrder(storefront, order);
        console.open("journey/" + order, "Where is my order?");

        awaitVerdict(console, expected(fault, order, console));
        console.page().reload();
        awaitVerdict(console, expected(fault, order, console));
      } finally {
        fault.mend(storefront);
      }
      if (fault.delays()) {
        awaitVerdict(console, NEXT);
      }
      assertThat(console.errors()).isEmpty();
    }
  }

  private String expected(OrderFault fault, String order, ConsolePage console) {
    return switch (fault) {
      case UNDECIDED ->
          "Waits for a decision. Without one it is cancelled on %s."
              .formatted(console.time(client.order(order).get("expiresAt")));
      case RELAY_PAUSED ->
          "It waits in the outbox of orders, although Kafka answers: no instance of orders"
              + " publishes. See “relay-without-holder” in the runbook.";
      case KAFKA_AWAY ->
          "It waits in the outbox of orders, because Kafka does not answer. It is published as soon"
              + " as Kafka is back.";
      case PARKED_EVENT ->
          "The event can never be published: %s See “outbox-parked” in the runbook."
              .formatted(journey(order).at("/hops/0/source/pending/0/parked").asString());
      case FOLLOWER_PAUSED ->
          "Fulfillment has not consumed it; 0 records are before it. Fulfillment does not answer.";
      case DEAD_LETTER ->
          "Fulfillment could not apply an event: %s Resolve it on the page Dead letters."
              .formatted(journey(order).at("/deadLetters/0/cause").asString());
      case CARRIER_FAILING ->
          "No label is booked with Drone yet: The carrier answered 503. The next attempt is on %s."
              .formatted(console.time(client.fulfillment(order).at("/booking/nextAttemptAt")));
      case BOOKING_STUCK ->
          "No label is booked with Drone: %s Book again, or skip the booking."
              .formatted(client.fulfillment(order).at("/booking/lastError").asString());
      case TIMER_FAILING ->
          "Timer book-carrier of fulfillment fails: %s Run or remove it on the page Dead letters."
              .formatted(journey(order).at("/hops/1/source/failingTimers/0/failure").asString());
      case ON_HOLD -> "It is on hold until it is released or cancelled.";
    };
  }

  private static void awaitVerdict(ConsolePage console, String sentence) {
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> assertThat(console.page().locator("#verdict").textContent()).isEqualTo(sentence));
  }

  /** The exact position of each record, without a search. */
  @Test
  void showsWhereTheRecordsOfAnOrderAre() {
    String order = client.place(client.register("position@example.com"));
    client.approve(order);
    client.fulfill(order, "processing");
    client.awaitStatus(order, "PROCESSING");

    JsonNode hops = journey(order).get("hops");

    List<String> positions = new ArrayList<>();
    new TopicRecords(storefront.kafka().bootstrapServers())
        .read(
            partition -> 0,
            record -> {
              if (order.equals(record.key()) && !TopicRecords.isDeadLetter(record)) {
                positions.add(record.topic() + "~" + record.partition() + "~" + record.offset());
              }
            });
    assertThat(positions)
        .containsExactlyInAnyOrder(
            hops.at("/0/events/0/position").asString(), hops.at("/1/events/0/position").asString());
    assertThat(hops.at("/0/topic").asString()).isEqualTo(Topics.FULFILLMENT_REQUEST);
    assertThat(hops.at("/0/place/lag").asLong()).isZero();
    assertThat(hops.at("/0/record/traceparent").asString()).isNotEmpty();
  }

  /** A measurement: {@code -Dstorefront.measure=true} on a machine that does nothing else. */
  @Test
  @EnabledIfSystemProperty(named = "storefront.measure", matches = "true")
  void answersWithin300Milliseconds() {
    String order = client.place(client.register("fast@example.com"));
    client.approve(order);
    client.awaitFulfillment(order);
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      long start = System.nanoTime();
      journey(order);
      millis.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
    }
    Collections.sort(millis);

    System.out.printf("Journey: median %d ms, slowest %d ms%n", millis.get(15), millis.get(29));
    assertThat(millis.get(15)).isLessThanOrEqualTo(300);
  }

  private JsonNode journey(String order) {
    return storefront
        .api()
        .get("/console/api/orders/%s/journey".formatted(order))
        .expect(200)
        .body();
  }
}
