package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fulfillment opens and closes countries, and orders follows. */
class ShippingZoneTests {

  /** No other test ships there. */
  private static final String COUNTRY = "DE";

  private static final Duration EFFECT = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** Other programs on the machine can slow down a round, not all of them. */
  private static final int MAX_ROUNDS = 5;

  private final Storefront storefront = Storefront.running();
  private final StorefrontClient client = new StorefrontClient(storefront.api());

  @AfterEach
  void openTheCountry() {
    change(true, 14);
  }

  @Test
  void refusesOrdersToAClosedCountryWithinTwoSeconds() {
    String customer = registerInGermany();
    List<Duration> rounds = new ArrayList<>();
    do {
      change(true, 7);
      awaitDays(customer, 7);
      change(false, 7);
      long closed = System.nanoTime();
      await().atMost(TIMEOUT).until(() -> place(customer).status() == 422);
      rounds.add(Duration.ofNanos(System.nanoTime() - closed));
    } while (EFFECT.compareTo(rounds.get(rounds.size() - 1)) < 0 && rounds.size() < MAX_ROUNDS);
    Api.Answer refused = place(customer);

    assertThat(rounds).anyMatch(round -> round.compareTo(EFFECT) <= 0);
    assertThat(refused.body().get("type").asString())
        .isEqualTo("urn:storefront:problem:country-not-served");
    assertThat(refused.body().get("servedCountries"))
        .extracting(country -> country.asString())
        .contains("AU", "US")
        .doesNotContain(COUNTRY);
    change(true, 8);
    awaitDays(customer, 8);
  }

  @Test
  void refusesOrdersToAClosedCountryAfterARestart() {
    String customer = registerInGermany();
    change(false, 9);
    await().atMost(TIMEOUT).until(() -> place(customer).status() == 422);

    Instance orders = storefront.service(Service.ORDERS);
    orders.kill();
    orders.start().awaitReady();

    assertThat(place(customer).status()).isEqualTo(422);
  }

  private void awaitDays(String customer, int days) {
    await()
        .atMost(TIMEOUT)
        .until(() -> place(customer).body().at("/shipping/days").asInt(0) == days);
  }

  private void change(boolean open, int days) {
    Map<String, Object> zone =
        Map.of("carriers", List.of("UPS", "FedEx"), "days", days, "open", open);
    storefront
        .api()
        .send("PUT", "/fulfillment/zones/" + COUNTRY, Api.json(zone), "If-Match", "*")
        .expect(200);
  }

  private String registerInGermany() {
    Map<String, Object> account =
        Map.of(
            "name", Map.of("title", "Frau", "firstName", "Ada", "lastName", "Lovelace"),
            "contact", Map.of("primaryPhone", "030 12345678", "email", "berlin@example.com"),
            "addresses",
                List.of(
                    Map.of(
                        "type", "SHIPPING",
                        "description", "Home",
                        "address1", "Unter den Linden 1",
                        "city", "Berlin",
                        "postalCode", "10117",
                        "country", COUNTRY)));
    String customer =
        storefront
            .api()
            .post("/accounts/customers", account)
            .expect(201)
            .body()
            .get("id")
            .asString();
    client.awaitEmail(customer, "berlin@example.com");
    return customer;
  }

  private Api.Answer place(String customer) {
    return storefront
        .api()
        .post(
            "/orders/customers/%s/orders".formatted(customer),
            StorefrontClient.order(),
            "Idempotency-Key",
            UUID.randomUUID().toString());
  }
}
