package com.storefront.console.page;

import static com.storefront.console.ConsoleClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.console.ConsoleClient;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"management.server.port=0", "spring.kafka.bootstrap-servers=127.0.0.1:1"})
@ExtendWith(OutputCaptureExtension.class)
class PageTests {

  private static final Pattern REFERENCE =
      Pattern.compile("(?:href|src)=\"(/console[^\"]+)\"|from '([^']+)'");
  private static final int MAX_BYTES = 150 * 1024;

  @LocalServerPort private int port;

  private ConsoleClient console;

  @BeforeEach
  void connect() {
    console = new ConsoleClient(port);
  }

  @Test
  void everyFileOfAPageExistsAndAllTogetherAreSmall() {
    var loaded = new LinkedHashMap<String, HttpResponse<String>>();
    var pending = new ArrayDeque<>(List.of("/console/"));
    while (!pending.isEmpty()) {
      String path = pending.remove();
      HttpResponse<String> answer = console.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      loaded.put(path, answer);
      REFERENCE
          .matcher(answer.body())
          .results()
          .map(it -> resolve(path, it))
          .filter(it -> !loaded.containsKey(it) && !pending.contains(it))
          .forEach(pending::add);
    }

    assertThat(loaded.keySet())
        .anyMatch(it -> it.endsWith("/lit-html.js"))
        .anyMatch(it -> it.endsWith("/pages/repairs.js"));
    assertThat(loaded.values().stream().mapToInt(it -> it.body().length()).sum())
        .isLessThan(MAX_BYTES);
  }

  private static String resolve(String from, MatchResult reference) {
    String target = reference.group(1) == null ? reference.group(2) : reference.group(1);
    return java.net.URI.create(from).resolve(target).toString();
  }

  @Test
  void filesAreKeptForEverUnderAnAddressThatChangesWithThem() {
    String style =
        REFERENCE
            .matcher(console.get("/console/").body())
            .results()
            .map(it -> it.group(1))
            .filter(it -> it.endsWith(".css"))
            .findFirst()
            .orElseThrow();

    assertThat(console.get(style).headers().firstValue("Cache-Control"))
        .contains("max-age=31536000, public, immutable");
    assertThat(style).matches("/console/assets/[0-9a-f]{16}/console.css");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/console/", "/console/nothing", "/console/assets/0/console.css"})
  void everyAnswerHasStrictHeaders(String path) {
    var headers = console.get(path).headers();

    Map.of(
            "Content-Security-Policy", "default-src 'none'",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cache-Control", "no-store")
        .forEach(
            (name, value) ->
                assertThat(headers.firstValue(name).orElse("")).as(name).startsWith(value));
    assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
        .contains("script-src 'self'", "require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "http");
  }

  @Test
  void answersUnderLocalNamesOnly() {
    assertThat(console.get("/console/", "X-Forwarded-Host", "shop.example").statusCode())
        .isEqualTo(403);
    var refused = console.get("/console/api/parts", "X-Forwarded-Host", "shop.example");
    assertThat(json(refused).path("detail").asString())
        .contains("localhost", "storefront.console.hosts");
    assertThat(console.get("/console/", "X-Forwarded-Host", "localhost:8080").statusCode())
        .isEqualTo(200);
  }

  @Test
  void hasNoLabWithoutALauncher() {
    assertThat(console.get("/console/").body()).contains("data-lab=\"\" data-mailbox=\"\"");
    assertThat(json(console.get("/console/api/lab")).path("detail").asString())
        .isEqualTo("The lab exists only in a storefront of ./storefront up.");
  }

  @Test
  void logsThatPersonalDataAreShown(CapturedOutput log) {
    String path = "/console/api/personal-data";

    assertThat(console.send("POST", path, "{\"page\": \"customers/4711\"}").statusCode())
        .isEqualTo(204);
    assertThat(console.send("POST", path, "{\"page\": \"ada@example.com\"}").statusCode())
        .isEqualTo(400);
    assertThat(log)
        .contains("Personal data of page /customers/4711 shown to anonymous")
        .doesNotContain("ada@example.com");
  }

  @Test
  void refusesChangesOfAnotherOrigin() {
    String path = "/console/api/timers/nothing";
    String body = "{\"id\": \"1\", \"timer\": \"expiry\", \"action\": \"RETRY\"}";

    var foreign = console.send("POST", path, body, "Origin", "https://shop.example");
    var own = console.send("POST", path, body, "Origin", "http://127.0.0.1:" + port);

    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(json(foreign).path("type").asString()).endsWith(":foreign-origin");
    assertThat(own.statusCode()).isEqualTo(404);
    assertThat(json(own).path("detail").asString())
        .isEqualTo("No service nothing; known are accounts, fulfillment, orders.");
  }
}
