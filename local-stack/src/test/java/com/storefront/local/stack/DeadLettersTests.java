package com.storefront.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a stand-in for the management port of either follower. */
class DeadLettersTests {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private int waiting;
  private String asked;
  private HttpServer management;

  @BeforeEach
  void start() throws IOException {
    management = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    management.createContext(
        "/actuator/deadletters",
        exchange -> {
          asked = exchange.getRequestURI().toString();
          byte[] answer = letters().getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    management.start();
  }

  @AfterEach
  void stop() {
    management.stop(0);
  }

  @Test
  void showsAsManyAsAServiceTells() {
    waiting = 1;

    assertThat(list()).isZero();

    assertThat(asked).endsWith("?limit=1000");
    assertThat(printed.toString()).contains("orders-0", "2 dead letters wait.");
  }

  @Test
  void saysThatThereMayBeMore() {
    waiting = 1000;

    assertThat(list()).isZero();

    assertThat(printed.toString())
        .contains("2000 dead letters are shown, at most 1000 of each service; more may wait.");
  }

  private int list() {
    var ports = Ports.usual();
    for (var service : Part.SERVICES) {
      ports = ports.with(service, management.getAddress().getPort() - 1);
    }
    return new DeadLetters(ports, new PrintStream(printed)).run(List.of());
  }

  private String letters() {
    return IntStream.range(0, waiting)
        .mapToObj("{\"id\": \"orders-%d\", \"cause\": \"unreadable\"}"::formatted)
        .collect(Collectors.joining(", ", "{\"deadLetters\": [", "]}"));
  }
}
