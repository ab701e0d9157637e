package com.storefront.fulfillment.order.web;

import static com.storefront.fulfillment.order.TestFulfillments.request;
import static com.storefront.test.KafkaTestClient.awaitApplied;
import static com.storefront.test.KafkaTestClient.publish;
import static com.storefront.test.Operations.as;
import static com.storefront.test.Operations.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.events.Topics;
import com.storefront.fulfillment.order.Fulfillments;
import com.storefront.fulfillment.order.StatusChange;
import com.storefront.test.Operations;
import com.storefront.test.RealServers;
import com.storefront.test.TokenIssuer;
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

/** Access to every operation, with a token issuer configured. */
@RealServers
@Import(Operations.class)
class FulfillmentAccessTests {

  private static final TokenIssuer ISSUER = TokenIssuer.start();

  @Autowired RestTestClient http;

  @Autowired Operations operations;

  @Autowired Fulfillments fulfillments;

  private final String order = UUID.randomUUID().toString();
  private final String john = request(order).customerId();

  @DynamicPropertySource
  static void issuer(DynamicPropertyRegistry properties) {
    properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::uri);
  }

  @AfterAll
  static void closeIssuer() {
    ISSUER.close();
  }

  @BeforeEach
  void requestAnOrderOfJohn() {
    publish(Topics.FULFILLMENT_REQUEST, order, 2, request(order));
    awaitApplied("fulfillment", Topics.FULFILLMENT_REQUEST);
  }

  @Test
  void customersReadAndCancelTheirOwnOrdersOnly() {
    assertThat(operations.notAnswered(403, ISSUER.customer(john), ids(order)))
        .containsExactlyInAnyOrder(
            "GET /fulfillments/{id}", "POST /fulfillments/{id}/cancellation");
  }

  @Test
  void customersAndAnonymousCallersDoNothingWithOtherOrders() {
    assertThat(operations.notAnswered(403, ISSUER.customer("mary"), ids(order))).isEmpty();
    assertThat(operations.notAnswered(403, ISSUER.customer(john), ids("none"))).isEmpty();
    assertThat(operations.notAnswered(401, null, ids(order))).isEmpty();
  }

  @Test
  void customersCancelTheirOwnOrderUnderTheirOwnName() {
    assertThat(cancel(ISSUER.token(Map.of("customer_id", john, "sub", "auth0|john"))))
        .isEqualTo(200);

    assertThat(newestActor()).isEqualTo("auth0|john");
  }

  @Test
  void staffDoesEverything() {
    assertThat(operations.status("GET /fulfillments", ISSUER.staff(), Map.of())).isEqualTo(200);
    assertThat(cancel(ISSUER.staff())).isEqualTo(200);
  }

  @Test
  void aTokenWithoutASubjectIsAnonymous() {
    assertThat(cancel(ISSUER.token(Map.of("scope", "staff", "sub", "")))).isEqualTo(200);

    assertThat(newestActor()).isEqualTo("anonymous");
  }

  private static Map<String, String> ids(String order) {
    return Map.of("id", order, "country", "US");
  }

  private String newestActor() {
    List<StatusChange> history = fulfillments.findById(order).orElseThrow().history();
    return history.get(history.size() - 1).actor();
  }

  private int cancel(String token) {
    return status(
        as(token, http.post().uri("/fulfillments/{id}/cancellation", order))
            .header("If-Match", "\"1\"")
            .contentType(MediaType.APPLICATION_JSON)
            .body("{}"));
  }
}
