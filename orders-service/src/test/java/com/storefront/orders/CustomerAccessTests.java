package com.storefront.orders;

import static com.storefront.service.tests.Operations.as;
import static com.storefront.service.tests.Operations.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.AddressType;
import com.storefront.local.servers.LocalIssuer;
import com.storefront.orders.customer.TestCustomers;
import com.storefront.service.tests.Operations;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/** Where an issuer of tokens is named: who may do what. */
@RealServers
@Import(Operations.class)
class CustomerAccessTests {

  private static final String WIDGETS =
      """
      {"orderItems":[{"product":{"guid":"b5efd4a0-4eb9-4ad0-bc9e-2f5542cbe897","title":"Widget",
        "description":"Blue","price":1.99},"quantity":1}]}
      """;

  private static final LocalIssuer ISSUER = LocalIssuer.start();

  @Autowired RestTestClient http;

  @Autowired Operations operations;

  private final String john = UUID.randomUUID().toString();
  private final String mary = UUID.randomUUID().toString();

  @DynamicPropertySource
  static void issuer(DynamicPropertyRegistry properties) {
    properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::uri);
  }

  @AfterAll
  static void noIssuerIsLeft() {
    ISSUER.close();
  }

  @BeforeEach
  void accountsTellsOfTwo() {
    for (String customer : List.of(john, mary)) {
      OtherServices.tell(TestCustomers.state(customer, 1, AddressType.SHIPPING));
      await()
          .until(
              () ->
                  operations.status("GET /customers/{id}", ISSUER.staff(), Map.of("id", customer))
                      == 200);
    }
  }

  @Test
  void letsCustomersAtTheirOwnOrdersAndAtNothingElse() {
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
  void letsNobodyAtTheOrdersOfAnother() {
    String order = place(mary, "hers");

    assertThat(operations.notAnswered(403, ISSUER.customer(john), ids(mary, order))).isEmpty();
    assertThat(operations.notAnswered(403, ISSUER.customer(john), ids(mary, "none"))).isEmpty();
    assertThat(operations.notAnswered(401, null, ids(mary, order))).isEmpty();
  }

  @Test
  void keepsTheKeysOfCustomersApart() {
    String his = place(john, "the same key");
    String hers = place(mary, "the same key");

    assertThat(his).isNotEqualTo(hers).isEqualTo(place(john, "the same key"));
  }

  @Test
  void letsCustomersCancelTheirOwnOrder() {
    String order = place(john, "cancelled");

    assertThat(
            status(
                as(ISSUER.customer(john), http.post().uri("/orders/{guid}/cancellation", order))
                    .header("If-Match", "\"1\"")))
        .isEqualTo(200);
  }

  @Test
  void letsStaffAtEverything() {
    String order = place(mary, "staff");

    assertThat(operations.status("GET /orders/{guid}", ISSUER.staff(), ids(mary, order)))
        .isEqualTo(200);
    assertThat(operations.status("GET /orders", ISSUER.staff(), Map.of())).isEqualTo(200);
  }

  private static Map<String, String> ids(String customer, String order) {
    return Map.of("id", customer, "customerId", customer, "guid", order);
  }

  /** As the customer. */
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
