package com.storefront.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** With a stand-in for the management port of a service. */
class RepublishCommandTests {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Queue<String> answers = new ArrayDeque<>();
  private String requested;
  private int status = 200;
  private String answer = "{}";
  private final StandInManagement management =
      new StandInManagement("/actuator/republish", this::answer);

  @AfterEach
  void stop() {
    management.close();
  }

  @Test
  void waitsUntilEverythingIsPublished() {
    answers.add("{\"state\": \"RUNNING\", \"read\": 500, \"published\": 499}");
    answers.add("{\"state\": \"DONE\", \"read\": 700, \"published\": 699}");

    assertThat(republish("accounts", "--per-second", "50")).isZero();

    assertThat(requested).isEqualTo("{\"perSecond\":\"50\"}");
    assertThat(printed.toString()).contains("accounts: 700 aggregates read, 699 events published");
  }

  @Test
  void raisesVersionsAfterARestore() {
    answers.add("{\"state\": \"DONE\", \"read\": 1, \"published\": 1}");

    assertThat(republish("accounts", "--after-restore")).isZero();

    assertThat(requested).isEqualTo("{\"raiseBy\":\"1000000\"}");
  }

  @Test
  void failsIfTheServiceFails() {
    answers.add(
        "{\"state\": \"FAILED\", \"read\": 5, \"published\": 5, \"failure\": \"no primary\"}");

    assertThat(republish("orders")).isEqualTo(1);

    assertThat(printed.toString()).contains("no primary");
  }

  @Test
  void printsAnswersWithoutCharactersThatControlTheTerminal() {
    answers.add("{\"state\": \"FAILED\", \"failure\": \"a\\u001b[31m\\u0007\\nb\"}");
    republish("orders");

    status = 500;
    answer = "a\u001B[31m\u0007\nb" + "x".repeat(1_000_000);
    republish("orders");

    assertThat(printed.toString())
        .contains("failed: a\\u001B[31m\\u0007\\u000Ab", "refused: 500 a\\u001B[31m\\u0007\\u000Ab")
        .doesNotContain("\u001B", "\u0007")
        .hasSizeLessThan(2_000);
  }

  @Test
  void waitsForARepublicationThatIsRunning() {
    status = 409;
    answers.add("{\"state\": \"DONE\", \"read\": 5, \"published\": 5}");

    assertThat(republish("accounts")).isZero();

    assertThat(printed.toString()).contains("already");
  }

  private int republish(String... arguments) {
    var command = new RepublishCommand(management::ports, new PrintStream(printed));
    return new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).execute(arguments);
  }

  private StandInManagement.Answer answer(HttpExchange request) throws IOException {
    if (request.getRequestMethod().equals("POST")) {
      requested = new String(request.getRequestBody().readAllBytes(), UTF_8);
      return new StandInManagement.Answer(status, answer);
    }
    return new StandInManagement.Answer(200, answers.remove());
  }
}
