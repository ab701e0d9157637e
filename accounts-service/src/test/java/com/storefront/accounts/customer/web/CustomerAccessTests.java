package com.storefront.accounts.customer.web;

import static com.storefront.test.Operations.as;
import static com.storefront.test.Operations.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.test.Operations;
import com.storefront.test.RealServers;
import com.storefront.test.TokenIssuer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/** Access to every operation, with a token issuer configured. */
@RealServers
@Import(Operations.class)
class CustomerAccessTests {

  private static final TokenIssuer ISSUER = TokenIssuer.start();

  /** Whose links are signed. */
  private static final String[] SIGNED = {
    "GET /unsubscriptions/{token}", "POST /unsubscriptions/{token}"
  };

  @Autowired RestTestClient http;

  @Autowired Operations operations;

  private String john;
  private String mary;

  @DynamicPropertySource
  static void issuer(DynamicPropertyRegistry properties) {
    properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::uri);
  }

  @AfterAll
  static void closeIssuer() {
    ISSUER.close();
  }

  @BeforeEach
  void registerTwoCustomers() {
    john = register();
    mary = register();
  }

  @Test
  void customersReadAndChangeThemselvesOnly() {
    assertThat(operations.notAnswered(403, ISSUER.customer(john), ids(john)))
        .containsExactlyInAnyOrder(
            "GET /customers/{id}",
            "PUT /customers/{id}",
            "PATCH /customers/{id}",
            "DELETE /customers/{id}",
            "PUT /customers/{id}/preferences",
            "GET /unsubscriptions/{token}",
            "POST /unsubscriptions/{token}");
  }

  @Test
  void customersAndAnonymousCallersDoNothingWithOthers() {
    assertThat(operations.notAnswered(403, ISSUER.customer(john), ids(mary)))
        .containsExactlyInAnyOrder(SIGNED);
    assertThat(operations.notAnswered(401, null, ids(mary))).containsExactlyInAnyOrder(SIGNED);
  }

  private static Map<String, String> ids(String customer) {
    return Map.of("id", customer, "token", "none");
  }

  @Test
  void customersChangeAndDeleteThemselves() {
    String token = ISSUER.customer(john);

    assertThat(
            status(
                as(token, http.patch().uri("/customers/{id}", john))
                    .header("If-Match", "\"1\"")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body("{\"name\":{\"title\":\"Dr.\"}}")))
        .isEqualTo(200);
    assertThat(
            status(
                as(token, http.method(HttpMethod.DELETE).uri("/customers/{id}", john))
                    .header("If-Match", "\"2\"")))
        .isEqualTo(204);
    assertThat(operations.status("GET /customers/{id}", token, Map.of("id", john))).isEqualTo(404);
  }

  @Test
  void staffReadsAllCustomers() {
    assertThat(operations.status("GET /customers/{id}", ISSUER.staff(), Map.of("id", mary)))
        .isEqualTo(200);
    assertThat(operations.status("GET /customers", ISSUER.staff(), Map.of())).isEqualTo(200);
  }

  private String register() {
    return as(ISSUER.staff(), http.post().uri("/customers"))
        .contentType(MediaType.APPLICATION_JSON)
        .body(TestForms.john())
        .exchange()
        .expectStatus()
        .isCreated()
        .expectBody(JsonNode.class)
        .returnResult()
        .getResponseBody()
        .path("id")
        .asString();
  }
}
