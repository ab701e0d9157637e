package com.storefront.console.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.Topics;
import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.servers.LocalServers;
import com.storefront.test.KafkaTestClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The stream, fed by a real Kafka. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "management.server.port=0")
class LiveTests {

  @LocalServerPort private int port;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String order = UUID.randomUUID().toString();

  @DynamicPropertySource
  static void kafka(DynamicPropertyRegistry properties) {
    properties.add("spring.kafka.bootstrap-servers", LocalServers::kafkaBootstrapServers);
  }

  @Test
  void sendsAnnouncedChangesAndResumesAfterTheLastOne() throws Exception {
    publish(1);
    String first = await().until(() -> lastId(null), id -> id.contains(Topics.FULFILLMENT_REQUEST));
    publish(2);

    await().until(() -> text(first), text -> text.contains("\"sequence\":\"2\""));
    assertThat(text(first))
        .contains("event:hello", "\"key\":\"" + order + "\"")
        .doesNotContain("\"sequence\":\"1\"", "reset");
  }

  @Test
  void asksForAReloadIfItCannotResume() throws Exception {
    assertThat(text("elsewhere~0~1")).contains("event:reset");
    assertThat(text("nonsense")).contains("event:reset");
  }

  @Test
  void sendsAChangeToAnOpenStream() throws Exception {
    publish(1);
    await().until(() -> lastId(null), id -> id.contains(Topics.FULFILLMENT_REQUEST));
    try (var lines = open(null)) {
      assertThat(nextEvent(lines)).contains("event:hello");
      publish(3);

      assertThat(nextEvent(lines))
          .contains("event:change")
          .anyMatch(line -> line.contains("\"sequence\":\"3\"") && line.contains(order));
    }
  }

  private void publish(long sequence) {
    KafkaTestClient.send(
        Topics.FULFILLMENT_REQUEST,
        order,
        sequence,
        order + sequence,
        FulfillmentRequestEvent.class,
        new byte[0]);
  }

  private String lastId(String after) throws Exception {
    try (var lines = open(after)) {
      return nextEvent(lines).stream()
          .filter(line -> line.startsWith("id:"))
          .map(line -> line.substring(3))
          .findFirst()
          .orElse("");
    }
  }

  private String text(String after) throws Exception {
    try (var lines = open(after)) {
      return String.join("\n", nextEvent(lines));
    }
  }

  private BufferedReader open(String after) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/console/live"));
    if (after != null) {
      request.header("Last-Event-ID", after);
    }
    var response = http.send(request.build(), BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
    return new BufferedReader(new InputStreamReader(response.body()));
  }

  private static List<String> nextEvent(BufferedReader lines) throws IOException {
    var event = new ArrayList<String>();
    for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
      event.add(line);
    }
    return event;
  }
}
