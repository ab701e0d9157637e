package com.storefront.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.local.servers.LocalIssuer;
import java.util.List;
import java.util.Map;
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
import tools.jackson.databind.JsonNode;

/** Where an issuer of tokens is named: who may do what. */
@RealServers
class CustomerAccessTests {

  private static final String FORM =
      """
      {"name":{"title":"Mr.","firstName":"John","lastName":"Doe"},
       "contact":{"primaryPhone":"555-666-7777","email":"john.doe@internet.com"},
       "addresses":[{"type":"SHIPPING","description":"Home","address1":"123 Oak Street",
                     "city":"Sunrise","state":"CA","postalCode":"12345"}],
       "creditCards":[]}
      """;

  private static final LocalIssuer ISSUER = LocalIssuer.start();

  @Autowired RestTestClient http;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  private String john;
  private String mary;

  @DynamicPropertySource
  static void issuer(DynamicPropertyRegistry properties) {
    properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::uri);
  }

  @AfterAll
  static void noIssuerIsLeft() {
    ISSUER.close();
  }

  @BeforeEach
  void staffRegistersTwo() {
    john = register();
    mary = register();
  }

  @Test
  void letsCustomersAtThemselvesAndAtNothingElse() {
    assertThat(notAnswered(403, ISSUER.customer(john), Map.of("id", john)))
        .containsExactlyInAnyOrder(
            "GET /customers/{id}",
            "PUT /customers/{id}",
            "PATCH /customers/{id}",
            "DELETE /customers/{id}");
  }

  @Test
  void letsNobodyAtAnother() {
    assertThat(notAnswered(403, ISSUER.customer(john), Map.of("id", mary))).isEmpty();
    assertThat(notAnswered(401, null, Map.of("id", mary))).isEmpty();
  }

  @Test
  void letsCustomersChangeAndForgetThemselves() {
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
    assertThat(status("GET /customers/{id}", token, Map.of("id", john))).isEqualTo(404);
  }

  @Test
  void letsStaffAtEverybody() {
    assertThat(status("GET /customers/{id}", ISSUER.staff(), Map.of("id", mary))).isEqualTo(200);
    assertThat(status("GET /customers", ISSUER.staff(), Map.of())).isEqualTo(200);
  }

  private String register() {
    return as(ISSUER.staff(), http.post().uri("/customers"))
        .contentType(MediaType.APPLICATION_JSON)
        .body(FORM)
        .exchange()
        .expectStatus()
        .isCreated()
        .expectBody(JsonNode.class)
        .returnResult()
        .getResponseBody()
        .path("id")
        .asString();
  }

  /** The operations of this service that are answered otherwise when these ids are put in. */
  private List<String> notAnswered(int status, String token, Map<String, String> ids) {
    return mappings.getHandlerMethods().entrySet().stream()
        .filter(
            mapping ->
                mapping.getValue().getBeanType().getName().startsWith("com.storefront.accounts"))
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
