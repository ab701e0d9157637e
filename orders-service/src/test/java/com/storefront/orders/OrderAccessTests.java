package com.storefront.orders;

import static com.storefront.test.Operations.as;
import static com.storefront.test.Operations.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.customer.AddressType;
import com.storefront.orders.customer.TestCustomers;
import com.storefront.orders.order.Orders;
import com.storefront.orders.order.StatusChange;
import com.storefront.test.Operations;
import com.storefront.test.RealServers;
import com.storefront.test.TokenIssuer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/** With a token issuer: what customers and staff may do. */
@RealServers
@Import(Operations.class)
class OrderAccessTests {

  private static final String WIDGETS =
      """
      {"orderItems":[{"product":{"guid":"b5efd4a0-4eb9-4ad0-bc9e-2f5542cbe897","title":"Widget",
        "description":"Blue","price":1.99},"quantity":1}]}
      """;

  private static final TokenIssuer ISSUER = TokenIssuer.start();

  @Autowired RestTestClient http;

  @Autowired Operations operations;
  @Autowired MongoOperations mongo;
  @Autowired Orders orders;

  private final String john = UUID.randomUUID().toString();
  private final String mary = UUID.randomUUID().toString();

  @DynamicPropertySource
  static void issuer(DynamicPropertyRegistry properties) {
    properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::uri);
  }

  @AfterAll
  static void closeIssuer() {
    ISSUER.close();
  }

  @BeforeEach
  void saveTwoCustomers() {
    TestCustomers.save(mongo, TestCustomers.state(john, 1, AddressType.SHIPPING));
    TestCustomers.save(mongo, TestCustomers.state(mary, 1, AddressType.SHIPPING));
    // On a busy machine the first read of the issuer's keys may time out, which is answered 503.
    await()
        .until(
            () -> operations.status("GET /orders", ISSUER.staff(), Map.of()),
            status -> status == 200);
  }

  @Test
  void allowsCustomersTheirOwnOrdersAndNothingElse() {
    String order = place(john, "own");

    assertThat(operations.notAnswered(403, ISSUER.customer(john), ids(john, order)))
        .containsExactlyInAnyOrder(
            "GET /customers/{id}",
            "GET /customers/{customerId}/orders",
            "POST /customers/{customerId}/orders",
            "GET /orders/{guid}",
            "POST /orders/{guid}/cancellation");
  }

  @Test
  void deniesTheOrdersOfAnotherCustomer() {
    String order = place(mary, "hers");

    assertThat(operations.notAnswered(403, ISSUER.customer(john), ids(mary, order))).isEmpty();
    assertThat(operations.notAnswered(403, ISSUER.customer(john), ids(mary, "none"))).isEmpty();
    assertThat(operations.notAnswered(401, null, ids(mary, order))).isEmpty();
  }

  @Test
  void separatesTheIdempotencyKeysOfCustomers() {
    String his = place(john, "the same key");
    String hers = place(mary, "the same key");

    assertThat(his).isNotEqualTo(hers).isEqualTo(place(john, "the same key"));
  }

  @Test
  void allowsCustomersToCancelTheirOwnOrder() {
    String order = place(john, "cancelled");

    assertThat(
            status(
                as(ISSUER.customer(john), http.post().uri("/orders/{guid}/cancellation", order))
                    .header("If-Match", "\"1\"")))
        .isEqualTo(200);
  }

  @Test
  void recordsTheSubjectOfTheToken() {
    String order = place(mary, "subject");
    String alice = ISSUER.token(Map.of("scope", "staff", "sub", "alice"));

    status(
        as(alice, http.post().uri("/orders/{guid}/approval", order)).header("If-Match", "\"1\""));

    assertThat(orders.findById(order).orElseThrow().history())
        .extracting(StatusChange::actor)
        .containsExactly("anyone", "alice");
  }

  @Test
  void allowsStaffEverything() {
    String order = place(mary, "staff");

    assertThat(operations.status("GET /orders/{guid}", ISSUER.staff(), ids(mary, order)))
        .isEqualTo(200);
    assertThat(operations.status("GET /orders", ISSUER.staff(), Map.of())).isEqualTo(200);
  }

  private static Map<String, String> ids(String customer, String order) {
    return Map.of("id", customer, "customerId", customer, "guid", order);
  }

  private String place(String customer, String key) {
    return as(ISSUER.customer(customer), http.post().uri("/customers/{id}/orders", customer))
        .header("Idempotency-Key", key)
        .contentType(MediaType.APPLICATION_JSON)
        .body(WIDGETS)
        .exchange()
        .expectStatus()
        .isCreated()
        .expectBody(JsonNode.class)
        .returnResult()
        .getResponseBody()
        .path("guid")
        .asString();
  }
}
