package com.storefront.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a stand-in for a service's management port. */
class RepublishTests {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Queue<String> answers = new ArrayDeque<>();
  private String asked;
  private int status = 200;
  private HttpServer management;

  @BeforeEach
  void start() throws IOException {
    management = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    management.createContext(
        "/actuator/republish",
        exchange -> {
          boolean isAsked = exchange.getRequestMethod().equals("POST");
          if (isAsked) {
            asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          }
          byte[] answer = (isAsked ? "{}" : answers.remove()).getBytes(UTF_8);
          exchange.sendResponseHeaders(isAsked ? status : 200, answer.length);
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
  void waitsUntilTheBrokerHasItAll() {
    answers.add("{\"state\": \"RUNNING\", \"read\": 500, \"told\": 499}");
    answers.add("{\"state\": \"DONE\", \"read\": 700, \"told\": 699}");

    assertThat(republish("accounts", "--per-second", "50")).isZero();

    assertThat(asked).isEqualTo("{\"perSecond\":\"50\"}");
    assertThat(printed.toString()).contains("accounts: 700 read, 699 told again");
  }

  @Test
  void raisesTheVersionsAfterARestore() {
    answers.add("{\"state\": \"DONE\", \"read\": 1, \"told\": 1}");

    assertThat(republish("accounts", "--after-restore")).isZero();

    assertThat(asked).isEqualTo("{\"raiseBy\":\"1000000\"}");
  }

  @Test
  void failsIfTheServiceFails() {
    answers.add("{\"state\": \"FAILED\", \"read\": 5, \"told\": 5, \"failure\": \"no primary\"}");

    assertThat(republish("orders")).isEqualTo(1);

    assertThat(printed.toString()).contains("no primary");
  }

  @Test
  void waitsForOneThatRunsAlready() {
    status = 409;
    answers.add("{\"state\": \"DONE\", \"read\": 5, \"told\": 5}");

    assertThat(republish("accounts")).isZero();

    assertThat(printed.toString()).contains("already");
  }

  @Test
  void knowsOnlyServices() {
    assertThatThrownBy(() -> republish("gateway")).isInstanceOf(UsageError.class);
    assertThatThrownBy(() -> republish()).isInstanceOf(UsageError.class);
    assertThatThrownBy(() -> republish("accounts", "--per-second", "many"))
        .isInstanceOf(UsageError.class);
  }

  private int republish(String... arguments) {
    var ports = Ports.usual();
    for (var service : Part.SERVICES) {
      ports = ports.with(service, management.getAddress().getPort() - 1);
    }
    return new Republish(ports, new PrintStream(printed)).run(List.of(arguments));
  }
}
