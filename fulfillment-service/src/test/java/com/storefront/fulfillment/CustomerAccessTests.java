package com.storefront.fulfillment;

import static com.storefront.fulfillment.fulfillment.TestFulfillments.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.events.Topics;
import com.storefront.local.servers.LocalIssuer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.RequestBodySpec;
import org.springframework.test.web.servlet.client.RestTestClient.RequestHeadersSpec;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Where an issuer of tokens is named: who may do what. */
@RealServers
class CustomerAccessTests {

  private static final LocalIssuer ISSUER = LocalIssuer.start();

  @Autowired RestTestClient http;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

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
    assertThat(notAnswered(403, ISSUER.customer(john), Map.of("id", order)))
        .containsExactlyInAnyOrder(
            "GET /fulfillments/{id}", "POST /fulfillments/{id}/cancellation");
  }

  @Test
  void letsNobodyAtTheOrdersOfAnother() {
    assertThat(notAnswered(403, ISSUER.customer("mary"), Map.of("id", order))).isEmpty();
    assertThat(notAnswered(403, ISSUER.customer(john), Map.of("id", "none"))).isEmpty();
    assertThat(notAnswered(401, null, Map.of("id", order))).isEmpty();
  }

  @Test
  void letsCustomersCancelTheirOwnOrder() {
    assertThat(cancel(ISSUER.customer(john))).isEqualTo(200);
  }

  @Test
  void letsStaffAtEverything() {
    assertThat(status("GET /fulfillments", ISSUER.staff(), Map.of())).isEqualTo(200);
    assertThat(cancel(ISSUER.staff())).isEqualTo(200);
  }

  private int cancel(String token) {
    return status(
        as(token, http.post().uri("/fulfillments/{id}/cancellation", order))
            .header("If-Match", "\"1\"")
            .contentType(MediaType.APPLICATION_JSON)
            .body("{}"));
  }

  /** The operations of this service that are answered otherwise when these ids are put in. */
  private List<String> notAnswered(int status, String token, Map<String, String> ids) {
    return mappings.getHandlerMethods().entrySet().stream()
        .filter(
            mapping ->
                mapping.getValue().getBeanType().getName().startsWith("com.storefront.fulfillment"))
        .flatMap(mapping -> operations(mapping.getKey()))
        .filter(operation -> status(operation, token, ids) != status)
        .toList();
  }

  private static Stream<String> operations(RequestMappingInfo mapping) {
    return mapping.getMethodsCondition().getMethods().stream()
        .flatMap(
            method ->
                mapping.getPathPatternsCondition().getPatternValues().stream()
                    .map(path -> method + " " + path.replaceAll("\\{(\\w+)[^/]*}", "{$1}")));
  }

  private int status(String operation, String token, Map<String, String> ids) {
    String[] parts = operation.split(" ");
    return status(as(token, http.method(HttpMethod.valueOf(parts[0])).uri(parts[1], ids)));
  }

  private static int status(RequestHeadersSpec<?> request) {
    return request.exchange().returnResult(Void.class).getStatus().value();
  }

  private static RequestBodySpec as(String token, RequestBodySpec request) {
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }
}
