package com.storefront.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a stand-in for a service's management port. */
class RepublishTests {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Queue<String> answers = new ArrayDeque<>();
  private String asked;
  private int status = 200;
  private final StandInManagement management =
      new StandInManagement("/actuator/republish", this::answer);

  @AfterEach
  void stop() {
    management.close();
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
    return new Republish(management.ports(), new PrintStream(printed)).run(List.of(arguments));
  }

  private StandInManagement.Answer answer(HttpExchange request) throws IOException {
    if (request.getRequestMethod().equals("POST")) {
      asked = new String(request.getRequestBody().readAllBytes(), UTF_8);
      return new StandInManagement.Answer(status, "{}");
    }
    return new StandInManagement.Answer(200, answers.remove());
  }
}
