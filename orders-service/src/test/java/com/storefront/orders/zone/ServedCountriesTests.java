package com.storefront.orders.zone;

import static com.storefront.test.KafkaTestClient.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.ShippingZoneChangeEvent;
import com.storefront.events.Topics;
import com.storefront.events.customer.Address;
import com.storefront.events.customer.AddressType;
import com.storefront.events.customer.CustomerChangeEvent;
import com.storefront.orders.customer.TestCustomers;
import com.storefront.test.RealServers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/** Orders to countries that fulfillment opens and closes, over HTTP and Kafka. */
@RealServers
class ServedCountriesTests {

  private static final String COUNTRY = "TV";
  private static final String LINE =
      """
      {"orderItems": [
        {"product": {"guid": "blue-1", "title": "Blue Widget", "price": 1.99}, "quantity": 4}]}
      """;

  /** Grows over the tests, which share the topic. */
  private static final AtomicLong SEQUENCE = new AtomicLong();

  @Autowired RestTestClient http;
  @Autowired MongoOperations mongo;
  @Autowired ShippingZones zones;
  @LocalManagementPort int managementPort;

  private final String customer = UUID.randomUUID().toString();

  @BeforeEach
  void saveCustomer() {
    CustomerChangeEvent mary = TestCustomers.state(customer, 1, AddressType.SHIPPING);
    TestCustomers.save(
        mongo,
        new CustomerChangeEvent(
            customer, 1, mary.name(), mary.contact(), List.of(address()), null));
  }

  @Test
  void refusesAnOrderToAClosedCountryAndPlacesItOnceTheCountryIsOpen() {
    publishZone(3, false);

    JsonNode problem = place("key", 422);

    assertThat(problem.get("type").asString())
        .isEqualTo("urn:storefront:problem:country-not-served");
    assertThat(problem.get("detail").asString()).contains("Nothing is shipped to TV.");
    assertThat(problem.get("servedCountries").toString()).doesNotContain(COUNTRY);

    publishZone(4, true);
    assertThat(place("key", 201).at("/shipping/days").asInt()).isEqualTo(4);
  }

  @Test
  void keepsTheEstimateOfThePlacingAndReturnsAPlacedOrderAgainAfterTheCountryIsClosed() {
    publishZone(5, true);
    JsonNode placed = place("first", 201);

    publishZone(6, false);

    assertThat(placed.get("shipping").toString()).isEqualTo("{\"carriers\":[\"UPS\"],\"days\":5}");
    JsonNode read =
        body(http.get().uri("/orders/{guid}", placed.get("guid").asString()).exchange());
    assertThat(read.get("shipping")).isEqualTo(placed.get("shipping"));
    assertThat(place("first", 201).get("guid")).isEqualTo(placed.get("guid"));
    place("second", 422);
  }

  @Test
  void isReadyWhenTheZonesAreRead() {
    var management = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + managementPort);

    JsonNode readiness =
        body(management.build().get().uri("/actuator/health/readiness").exchange());

    assertThat(readiness.at("/components/views/status").asString()).isEqualTo("UP");
    assertThat(readiness.at("/components/views/details").propertyNames())
        .containsExactly(Topics.SHIPPING_ZONE_CHANGE);
  }

  private void publishZone(int days, boolean open) {
    long sequence = SEQUENCE.incrementAndGet();
    publish(
        Topics.SHIPPING_ZONE_CHANGE,
        COUNTRY,
        sequence,
        new ShippingZoneChangeEvent(COUNTRY, sequence, List.of("UPS"), days, open));
    await().until(() -> zones.find(address()).filter(it -> it.days() == days).isPresent());
  }

  private JsonNode place(String key, int status) {
    return body(
        http.post()
            .uri("/customers/{id}/orders", customer)
            .header("Idempotency-Key", key)
            .contentType(MediaType.APPLICATION_JSON)
            .body(LINE)
            .exchange()
            .expectStatus()
            .isEqualTo(status));
  }

  private static JsonNode body(RestTestClient.ResponseSpec answer) {
    return answer.expectBody(JsonNode.class).returnResult().getResponseBody();
  }

  private static Address address() {
    return new Address(
        AddressType.SHIPPING, "Home", "1 Main Street", null, "Funafuti", "", "", COUNTRY);
  }
}
