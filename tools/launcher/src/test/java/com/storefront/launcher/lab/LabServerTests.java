package com.storefront.launcher.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LabServerTests {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final List<String> done = new CopyOnWriteArrayList<>();
  private final LabServer lab =
      LabServer.start(
          List.of(
              fault("kafka", () -> done.add("begin"), () -> done.add("end")),
              fault("kill-orders", () -> done.add("kill"), null),
              fault("broken", LabServerTests::fail, () -> done.add("never"))),
          URI.create("http://127.0.0.1:1"),
          () -> List.of(Map.of("subject", "Your order")));

  @AfterEach
  void stop() {
    lab.close();
  }

  @Test
  void beginsAndEndsAFault() throws Exception {
    assertThat(state("kafka")).isEqualTo("OFF");

    post("/lab/faults/kafka", "{\"on\": true}");
    await().until(() -> state("kafka").equals("ON"));
    post("/lab/faults/kafka", "{\"on\": true}");
    post("/lab/faults/kafka", "{\"on\": false}");
    await().until(() -> state("kafka").equals("OFF"));

    assertThat(done).containsExactly("begin", "end");
  }

  @Test
  void aFaultThatEndsByItselfIsOffAfterwards() throws Exception {
    post("/lab/faults/kill-orders", "{\"on\": true}");

    await().until(() -> done.contains("kill") && state("kill-orders").equals("OFF"));
  }

  @Test
  void saysWhyAFaultIsNotBegun() throws Exception {
    post("/lab/faults/broken", "{\"on\": true}");

    await().until(() -> fault("broken").path("failure").isString());
    assertThat(fault("broken").path("failure").asString()).isEqualTo("No such process.");
    assertThat(state("broken")).isEqualTo("OFF");
  }

  @Test
  void endsAllFaultsWhenItIsClosed() throws Exception {
    post("/lab/faults/kafka", "{\"on\": true}");

    lab.close();

    assertThat(done).containsExactly("begin", "end");
  }

  @Test
  void showsTheMails() throws Exception {
    assertThat(get("/lab/mails").body()).isEqualTo("[{\"subject\":\"Your order\"}]");
  }

  @Test
  void refusesUnknownFaultsAndRates() throws Exception {
    assertThat(post("/lab/faults/gateway", "{\"on\": true}").statusCode()).isEqualTo(404);
    assertThat(post("/lab/load", "{\"perSecond\": 51}").body()).contains("from 0 to 50");
    assertThat(post("/lab/load", "nonsense").statusCode()).isEqualTo(400);
    assertThat(get("/").statusCode()).isEqualTo(404);
  }

  @Test
  void answersOnlyTheConsole() throws Exception {
    var request = HttpRequest.newBuilder(lab.uri().resolve("/lab"));
    var withToken = request.copy().header("Authorization", "Bearer " + lab.token());
    String otherName = "http://localhost:" + lab.uri().getPort() + "/lab";

    assertThat(status(request)).isEqualTo(403);
    assertThat(status(request.copy().header("Authorization", "Bearer x"))).isEqualTo(403);
    assertThat(status(withToken.copy().header("Origin", lab.uri().toString()))).isEqualTo(403);
    assertThat(status(withToken.copy().uri(URI.create(otherName)))).isEqualTo(403);
    assertThat(status(withToken)).isEqualTo(200);
  }

  private static Fault fault(String name, Fault.Action begin, Fault.Action end) {
    return new Fault(name, "Stop " + name, "Watch it.", begin, end);
  }

  private static void fail() {
    throw new IllegalStateException("No such process.");
  }

  private String state(String name) throws Exception {
    return fault(name).path("state").asString();
  }

  private JsonNode fault(String name) throws Exception {
    return JsonMapper.shared()
        .readTree(get("/lab").body())
        .path("faults")
        .valueStream()
        .filter(it -> it.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(authorized(path));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(authorized(path).POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder authorized(String path) {
    return HttpRequest.newBuilder(lab.uri().resolve(path))
        .header("Authorization", "Bearer " + lab.token());
  }

  private static int status(HttpRequest.Builder request) throws Exception {
    return send(request).statusCode();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
