package com.storefront.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.mongodb.MongoTimeoutException;
import com.storefront.example.ExampleApplication;
import com.storefront.test.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The example service with an issuer of tokens. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
    classes = {ExampleApplication.class, TokenTests.Rights.class},
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "management.server.port=0",
      "storefront.sample-data.enabled=true",
      "storefront.cors.allowed-origins=https://shop.example"
    })
class TokenTests {

  private static final TokenIssuer ISSUER = TokenIssuer.start();
  private static final String STAFF = ISSUER.staff();
  private static final String ADA = ISSUER.customer("ada");

  private final HttpClient http = HttpClient.newHttpClient();

  @LocalServerPort int port;
  @LocalManagementPort int managementPort;

  @DynamicPropertySource
  static void issuer(DynamicPropertyRegistry properties) {
    properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::uri);
  }

  /** Ada owns the widget {@code known}; the lookup of {@code away} fails. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Rights {

    @Bean
    AccessRules accessRules() {
      return new AccessRules()
          .allow(HttpMethod.GET, "/widgets/{id}", Rights::owner)
          .allow(HttpMethod.PUT, "/widgets/{id}", Rights::owner)
          .allow(HttpMethod.GET, "/owners/{customer}/widgets");
    }

    private static Optional<String> owner(String id) {
      if (id.equals("away")) {
        throw new MongoTimeoutException("away");
      }
      return id.equals("known") ? Optional.of("ada") : Optional.empty();
    }
  }

  @AfterAll
  static void stopIssuer() {
    ISSUER.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /widgets",
    "POST, /widgets",
    "GET, /widgets/known",
    "GET, /widgets/unknown",
    "DELETE, /widgets/known",
    "POST, /widgets/sample",
    "GET, /nothing",
    "GET, /error",
    "GET, /actuator/health"
  })
  void requiresAToken(String method, String path) throws Exception {
    HttpResponse<String> answer = send(method, path, null);

    assertProblem(answer, 401, "unauthorized");
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Bearer");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refusesATokenThatIs(String what, String token) throws Exception {
    HttpResponse<String> answer = send("GET", "/widgets/known", token);

    assertProblem(answer, 401, "unauthorized");
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer")
        .contains("error=\"invalid_token\"");
    assertThat(answer.body()).doesNotContain("Jwt", "Exception");
  }

  static Stream<Arguments> refusesATokenThatIs() {
    Instant past = Instant.now().minus(Duration.ofMinutes(5));
    Instant future = Instant.now().plus(Duration.ofMinutes(5));
    try (TokenIssuer stranger = TokenIssuer.start()) {
      return Stream.of(
          arguments("expired", staff("exp", past)),
          arguments("not yet valid", staff("nbf", future)),
          arguments("without end", staff("exp", "")),
          arguments("of another issuer", stranger.staff()),
          arguments("in another issuer's name", staff("iss", stranger.uri())),
          arguments(
              "signed by another key",
              stranger.token(Map.of("scope", "staff", "iss", ISSUER.uri()))),
          arguments("for another audience", staff("aud", "warehouse")),
          arguments("unsigned", ISSUER.unsigned(Map.of("scope", "staff"))),
          arguments("changed", STAFF.replaceFirst("\\.e", ".f")),
          arguments("cut off", STAFF.substring(0, STAFF.lastIndexOf('.'))),
          arguments("no token at all", "nonsense"));
    }
  }

  private static String staff(String claim, Object value) {
    return ISSUER.token(Map.of("scope", "staff", claim, value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic c3RhZmY6c3RhZmY=", "Bearer", "Bearer two words"})
  void refusesOtherCredentials(String authorization) throws Exception {
    HttpRequest request =
        request("GET", "/widgets/known").header("Authorization", authorization).build();

    assertProblem(http.send(request, BodyHandlers.ofString()), 401, "unauthorized");
  }

  @Test
  void ignoresATokenInTheQuery() throws Exception {
    assertProblem(send("GET", "/widgets/known?access_token=" + STAFF, null), 401, "unauthorized");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /widgets, 200",
    "GET, /widgets/known, 200",
    "GET, /widgets/unknown, 404",
    "HEAD, /widgets/known, 200",
    "DELETE, /widgets/known, 204",
    "POST, /widgets/sample, 200",
    "POST, /widgets, 400",
    "PATCH, /widgets, 405",
    "GET, /nothing, 404",
    "GET, /actuator/health, 404"
  })
  void letsStaffDoEverything(String method, String path, int status) throws Exception {
    assertThat(send(method, path, STAFF).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"GET, /widgets/known, 200", "HEAD, /widgets/known, 200", "PUT, /widgets/known, 400"})
  void givesCustomersAccessToTheirOwnResources(String method, String path, int status)
      throws Exception {
    assertThat(send(method, path, ADA).statusCode()).isEqualTo(status);
  }

  @Test
  void givesCustomersAccessToPathsWithTheirId() throws Exception {
    assertThat(send("GET", "/owners/ada/widgets", ADA).statusCode()).isEqualTo(404);
    assertThat(send("GET", "/owners/%61da/widgets", ADA).statusCode()).isEqualTo(404);
    assertThat(send("GET", "/owners/bob/widgets", ADA).statusCode()).isEqualTo(403);
    assertThat(send("GET", "/owners/ada;x=bob/widgets", ADA).statusCode()).isEqualTo(404);
    assertThat(send("GET", "/owners/bob;x=ada/widgets", ADA).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /widgets",
    "POST, /widgets",
    "DELETE, /widgets/known",
    "OPTIONS, /widgets/known",
    "GET, /widgets/known/",
    "POST, /widgets/sample",
    "GET, /nothing",
    "GET, /actuator/health"
  })
  void refusesCustomersWhatNoRuleAllows(String method, String path) throws Exception {
    HttpResponse<String> answer = send(method, path, ADA);

    assertProblem(answer, 403, "forbidden");
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("error=\"insufficient_scope\"");
  }

  @Test
  void refusesForeignAndMissingResourcesAlike() throws Exception {
    HttpResponse<String> anothers = send("GET", "/widgets/known", ISSUER.customer("bob"));
    HttpResponse<String> missing = send("GET", "/widgets/unknown", ADA);

    assertProblem(anothers, 403, "forbidden");
    assertProblem(missing, 403, "forbidden");
    assertThat(anothers.body().replace("/known", "/unknown")).isEqualTo(missing.body());
  }

  @Test
  void refusesATokenWithoutScopeAndCustomer() throws Exception {
    assertProblem(send("GET", "/widgets/known", ISSUER.token(Map.of())), 403, "forbidden");
    assertProblem(
        send("GET", "/widgets/known", ISSUER.token(Map.of("sub", "ada"))), 403, "forbidden");
    assertProblem(
        send("GET", "/widgets", ISSUER.token(Map.of("scope", "staffing"))), 403, "forbidden");
  }

  @Test
  void answersAFailedOwnerLookupWithServiceUnavailable() throws Exception {
    HttpResponse<String> answer = send("GET", "/widgets/away", ADA);

    assertProblem(answer, 503, "database-unavailable");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
  }

  @Test
  void requiresNoTokenForManagement() throws Exception {
    assertThat(manage("/actuator/health")).isEqualTo(200);
    assertThat(manage("/actuator/health/readiness")).isEqualTo(200);
    assertThat(manage("/actuator/info")).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/swagger-ui",
        "/swagger-ui/index.html",
        "/v3/api-docs",
        "/v3/api-docs.yaml",
        "/v3/api-docs/swagger-config"
      })
  void requiresNoTokenForTheDocument(String path) throws Exception {
    assertThat(send("GET", path, null).statusCode()).isIn(200, 302);
  }

  @Test
  void namesTheIssuerToRefusedClients() throws Exception {
    String challenge =
        send("GET", "/widgets", null).headers().firstValue("WWW-Authenticate").orElseThrow();
    String place = "http://localhost:" + port + "/example/.well-known/oauth-protected-resource";

    assertThat(challenge).contains("resource_metadata=\"" + place + "\"");
    assertThat(send("GET", "/.well-known/oauth-protected-resource", null).body())
        .contains("\"authorization_servers\":[\"" + ISSUER.uri() + "\"]");
  }

  @Test
  void documentsTheToken() throws Exception {
    JsonNode document = JsonMapper.shared().readTree(send("GET", "/v3/api-docs", null).body());

    assertThat(document.at("/components/securitySchemes/token/type").asString()).isEqualTo("http");
    assertThat(document.at("/components/securitySchemes/token/scheme").asString())
        .isEqualTo("bearer");
    assertThat(document.at("/security/0/token").isArray()).isTrue();
    JsonNode answers = document.at("/paths/~1widgets~1{id}/get/responses");
    assertThat(answers.at("/401").isObject()).isTrue();
    assertThat(answers.at("/403/content/application~1problem+json/schema/$ref").asString())
        .isEqualTo("#/components/schemas/ProblemDetail");
  }

  @Test
  void createsNoSessionAndGeneratesNoPassword(CapturedOutput log) throws Exception {
    assertThat(send("GET", "/widgets/known", STAFF).headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(log.getAll()).doesNotContain("security password");
  }

  @ParameterizedTest
  @CsvSource({"https://shop.example, 200", "https://evil.example, 403"})
  void answersPreflightRequestsOfAllowedOriginsWithoutAToken(String origin, int status)
      throws Exception {
    var preflight =
        request("OPTIONS", "/widgets/known")
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "PUT")
            .header("Access-Control-Request-Headers", "authorization,if-match")
            .build();

    HttpResponse<String> answer = http.send(preflight, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
        .isEqualTo(status == 200 ? Optional.of(origin) : Optional.empty());
  }

  private int manage(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path)).build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  private HttpResponse<String> send(String method, String path, String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(method, path);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.header("If-Match", "*").build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String method, String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/example" + path))
        .method(method, BodyPublishers.noBody());
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String name) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = JsonMapper.shared().readTree(answer.body());
    assertThat(problem.at("/type").asString()).isEqualTo("urn:storefront:problem:" + name);
    assertThat(problem.at("/status").asInt()).isEqualTo(status);
  }
}
