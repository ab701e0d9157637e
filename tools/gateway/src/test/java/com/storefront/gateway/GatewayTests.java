package com.storefront.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.cloud.gateway.server.webflux.httpclient.response-timeout=3s")
class GatewayTests {

  private static final StandInService ACCOUNTS = StandInService.start();
  private static final StandInService ORDERS = StandInService.start();

  @LocalServerPort private int port;

  private final HttpClient http = HttpClient.newHttpClient();

  @DynamicPropertySource
  static void routes(DynamicPropertyRegistry registry) throws IOException {
    try (var unused = new ServerSocket(0)) {
      int closedPort = unused.getLocalPort();
      registry.add("storefront.fulfillment.port", () -> closedPort);
    }
    registry.add("storefront.accounts.port", ACCOUNTS::port);
    registry.add("storefront.orders.port", ORDERS::port);
  }

  @AfterAll
  static void stopServices() {
    ACCOUNTS.close();
    ORDERS.close();
  }

  @Test
  void forwardsEachPathUnchangedToItsService() throws Exception {
    assertThat(get("/accounts/customers?page=1&size=2%203").body())
        .startsWith(ACCOUNTS.port() + " GET /accounts/customers?page=1&size=2%203 ");
    assertThat(get("/orders").body()).startsWith(ORDERS.port() + " GET /orders ");
  }

  @Test
  void forwardsTheAddressThatTheClientUsed() throws Exception {
    var echoed = get("/accounts/customers").body().toLowerCase();

    assertThat(echoed)
        .contains("host: localhost:" + port)
        .contains("x-forwarded-host: localhost:" + port)
        .contains("x-forwarded-port: " + port)
        .contains("x-forwarded-proto: http")
        .doesNotContain("x-forwarded-prefix: /");
  }

  /** A prefix of a client's choice would lead redirects of the service to another host. */
  @Test
  void forwardsNoPrefixOfAClient() throws Exception {
    var request =
        HttpRequest.newBuilder(request("/accounts/customers"), (name, value) -> true)
            .header("X-Forwarded-Prefix", "//evil.example")
            .build();

    assertThat(http.send(request, BodyHandlers.ofString()).body().toLowerCase())
        .doesNotContain("evil.example");
  }

  @Test
  void forwardsTokens() throws Exception {
    var request =
        HttpRequest.newBuilder(request("/accounts/customers"), (name, value) -> true)
            .header("Authorization", "Bearer a.b.c")
            .build();

    assertThat(http.send(request, BodyHandlers.ofString()).body())
        .containsIgnoringCase("authorization: bearer a.b.c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/accountsfoo/customers",
        "/nothing",
        "/accounts/actuator",
        "/accounts/actuator/health",
        "/actuator/gateway/routes"
      })
  void answersOtherPathsWithAProblem(String path) throws Exception {
    assertThat(get(path)).satisfies(isProblem(404));
  }

  @Test
  void answersWithAProblemIfTheAddressIsTooLong() throws Exception {
    assertThat(get("/accounts/customers?email=" + "a".repeat(10_000)).statusCode()).isEqualTo(200);
    assertThat(get("/accounts/customers?email=" + "a".repeat(30_000))).satisfies(isProblem(414));
  }

  @Test
  void answersWithAProblemIfTheHeadersAreTooLarge() throws Exception {
    var request =
        HttpRequest.newBuilder(request("/accounts/customers"), (name, value) -> true)
            .header("Authorization", "Bearer " + "a".repeat(30_000))
            .build();

    assertThat(http.send(request, BodyHandlers.ofString())).satisfies(isProblem(431));
  }

  @Test
  void answersWithAProblemIfAServiceIsNotRunning() throws Exception {
    assertThat(get("/fulfillment/fulfillments")).satisfies(isProblem(503));
  }

  @Test
  void answersWithAProblemIfAServiceClosesTheConnection() throws Exception {
    assertThat(get("/accounts/close")).satisfies(isProblem(502));
  }

  @Test
  void answersWithAProblemIfAServiceDoesNotRespond() throws Exception {
    assertThat(get("/accounts/wait")).satisfies(isProblem(504));
  }

  @Test
  void forwardsEventsWithoutDelay() throws Exception {
    var response = http.send(request("/orders/events"), BodyHandlers.ofInputStream());

    try (var events = new BufferedReader(new InputStreamReader(response.body()))) {
      assertThat(events.readLine()).isEqualTo("data: first");
      ORDERS.sendNextEvent();
      assertThat(events.readLine()).isEmpty();
      assertThat(events.readLine()).isEqualTo("data: second");
    }
    assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
  }

  @Test
  void forwardsWebSockets() throws Exception {
    var echo = new CompletableFuture<String>();
    var socket =
        http.newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://localhost:" + port + "/accounts/socket"),
                new WebSocket.Listener() {
                  @Override
                  public CompletionStage<?> onText(
                      WebSocket from, CharSequence text, boolean last) {
                    echo.complete(text.toString());
                    return WebSocket.Listener.super.onText(from, text, last);
                  }
                })
            .get(10, TimeUnit.SECONDS);

    socket.sendText("hello", true);

    assertThat(echo.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
    socket.abort();
  }

  @Test
  void leadsFromTheRootToTheConsole() throws Exception {
    var answer = get("/");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("location")).contains("/console/");
  }

  @Test
  void servesAPageOfLinks() throws Exception {
    assertThat(get("/index.html").body()).contains("/accounts/swagger-ui");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path), BodyHandlers.ofString());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
  }

  private static Consumer<HttpResponse<String>> isProblem(int status) {
    return response -> {
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(response.headers().firstValue("content-type"))
          .contains("application/problem+json");
      assertThat(response.body())
          .contains("\"status\":" + status, "\"type\":\"urn:storefront:problem:");
    };
  }
}
