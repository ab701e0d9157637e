package com.storefront.fulfillment;

import static com.storefront.fulfillment.fulfillment.TestFulfillments.request;
import static com.storefront.service.tests.Operations.as;
import static com.storefront.service.tests.Operations.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.events.Topics;
import com.storefront.local.servers.LocalIssuer;
import com.storefront.service.tests.Operations;
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

/** Where an issuer of tokens is named: who may do what. */
@RealServers
@Import(Operations.class)
class CustomerAccessTests {

  private static final LocalIssuer ISSUER = LocalIssuer.start();

  @Autowired RestTestClient http;

  @Autowired Operations operations;

  @Autowired Kafka kafka;

  private final String order = UUID.randomUUID().toString();
  private final String john = request(order).customerId();

  @DynamicPropertySource
  static void issuer(DynamicPropertyRegistry properties) {
    properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::uri);
  }

  @AfterAll
  static void noIssuerIsLeft() {
    ISSUER.close();
  }

  @BeforeEach
  void ordersAsksToFulfillAnOrderOfJohns() {
    kafka.request("request of " + order, request(order));
    kafka.awaitApplied("fulfillment", Topics.FULFILLMENT_REQUEST);
  }

  @Test
  void letsCustomersAtTheirOwnOrdersAndAtNothingElse() {
    assertThat(operations.notAnswered(403, ISSUER.customer(john), Map.of("id", order)))
        .containsExactlyInAnyOrder(
            "GET /fulfillments/{id}", "POST /fulfillments/{id}/cancellation");
  }

  @Test
  void letsNobodyAtTheOrdersOfAnother() {
    assertThat(operations.notAnswered(403, ISSUER.customer("mary"), Map.of("id", order))).isEmpty();
    assertThat(operations.notAnswered(403, ISSUER.customer(john), Map.of("id", "none"))).isEmpty();
    assertThat(operations.notAnswered(401, null, Map.of("id", order))).isEmpty();
  }

  @Test
  void letsCustomersCancelTheirOwnOrder() {
    assertThat(cancel(ISSUER.customer(john))).isEqualTo(200);
  }

  @Test
  void letsStaffAtEverything() {
    assertThat(operations.status("GET /fulfillments", ISSUER.staff(), Map.of())).isEqualTo(200);
    assertThat(cancel(ISSUER.staff())).isEqualTo(200);
  }

  private int cancel(String token) {
    return status(
        as(token, http.post().uri("/fulfillments/{id}/cancellation", order))
            .header("If-Match", "\"1\"")
            .contentType(MediaType.APPLICATION_JSON)
            .body("{}"));
  }
}
