package com.storefront.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.launcher.StandInManagement.Answer;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a stand-in for the management port of both consumers; orders is asked first. */
class DeadLettersCommandTests {

  private static final Answer NOT_FOUND = new Answer(404, "{\"detail\": \"Not here.\"}");

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private final StandInManagement management =
      new StandInManagement("/actuator/deadletters", this::answer);

  private Answer answer(HttpExchange request) throws IOException {
    requests.add(
        "%s %s %s"
            .formatted(
                request.getRequestMethod(),
                request.getRequestURI(),
                new String(request.getRequestBody().readAllBytes(), UTF_8)));
    return answers.remove();
  }

  @AfterEach
  void stop() {
    management.close();
  }

  @Test
  void listsTheDeadLettersOfEachService() {
    answers.add(letters(1, 1));
    answers.add(letters(1, 1));

    assertThat(command().call()).isZero();

    assertThat(requests).allMatch(it -> it.startsWith("GET /actuator/deadletters?limit=1000"));
    assertThat(printed()).contains("topic-dlt~0~0", "    unreadable", "2 unresolved dead letters.");
  }

  @Test
  void saysHowManyAreNotListed() {
    answers.add(letters(1000, 5321));
    answers.add(letters(0, 0));

    assertThat(command().call()).isZero();

    assertThat(printed())
        .endsWith(
            "1000 of 5321 unresolved dead letters are listed, at most 1000 of each service.\n");
  }

  @Test
  void listsThoseOfTheOtherServiceIfOneFails() {
    answers.add(new Answer(503, "{\"detail\": \"Kafka is unavailable.\"}"));
    answers.add(letters(1, 1));

    assertThat(command().call()).isEqualTo(1);

    assertThat(printed()).startsWith("orders: Kafka is unavailable.\n").contains("topic-dlt~0~0");
  }

  @Test
  void escapesCharactersThatControlTheTerminal() {
    answers.add(
        new Answer(200, "{\"deadLetters\": [{\"key\": \"a\\u001b[31m\\u0007\\nb\\u202e\"}]}"));
    answers.add(letters(0, 0));

    command().call();

    assertThat(printed()).contains("a\\u001B[31m\\u0007\\u000Ab\\u202E");
  }

  @Test
  void replaysAllInPartsAndShowsTheProgress() {
    answers.add(replay(1000, 0, "null", "\"topic-dlt~0~999\"", 1500));
    answers.add(replay(999, 1, "\"Unreadable.\"", "\"topic-dlt~0~1999\"", 501));
    answers.add(replay(500, 0, "null", "null", 1));
    answers.add(replay(7, 0, "null", "null", 0));

    assertThat(command().replay("all")).isEqualTo(1);

    assertThat(requests.get(0)).doesNotContain("after");
    assertThat(requests.get(1)).contains("\"after\":\"topic-dlt~0~999\"");
    assertThat(requests.get(2)).contains("\"after\":\"topic-dlt~0~1999\"");
    assertThat(requests.get(3)).doesNotContain("after");
    assertThat(printed().lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("orders: 1000 of 2500 done, about \\d+ s left"),
            line -> assertThat(line).matches("orders: 2000 of 2500 done, about \\d+ s left"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "orders: 2499 replayed, 1 still cannot be applied. The first: Unreadable."),
            line -> assertThat(line).isEqualTo("fulfillment: 7 replayed."));
  }

  @Test
  void replaysThoseOfTheOtherServiceIfOneFails() {
    answers.add(replay(1000, 0, "null", "\"topic-dlt~0~999\"", 1500));
    answers.add(new Answer(503, "{\"detail\": \"The database is unavailable.\"}"));
    answers.add(replay(7, 0, "null", "null", 0));

    assertThat(command().replay("all")).isEqualTo(1);

    assertThat(printed())
        .endsWith(
            """
            orders: interrupted after 1000 were replayed. Run the command again for the rest.
            orders: The database is unavailable.
            fulfillment: 7 replayed.
            """);
  }

  @Test
  void replaysOneAtTheServiceThatConsumesItsTopic() {
    answers.add(NOT_FOUND);
    answers.add(new Answer(200, "{\"replayed\": 1, \"refused\": 0, \"reason\": null}"));

    assertThat(command().replay("topic-dlt~0~1")).isZero();

    assertThat(printed()).isEqualTo("Replayed topic-dlt~0~1: its record is applied.\n");
  }

  @Test
  void failsIfARecordIsRefused() {
    answers.add(new Answer(409, "{\"replayed\": 0, \"refused\": 1, \"reason\": \"Unreadable.\"}"));

    assertThat(command().replay("topic-dlt~0~1")).isEqualTo(1);

    assertThat(printed()).isEqualTo("topic-dlt~0~1 still cannot be applied: Unreadable.\n");
  }

  @Test
  void dropsOne() {
    answers.add(new Answer(204, ""));

    assertThat(command().drop("topic-dlt~0~1")).isZero();

    assertThat(requests.get(0)).startsWith("DELETE /actuator/deadletters/topic-dlt%7E0%7E1?by=");
    assertThat(printed()).isEqualTo("Dropped topic-dlt~0~1: it is not listed any more.\n");
  }

  @Test
  void reportsAMalformedId() {
    answers.add(new Answer(400, "{\"detail\": \"a b/c?d is not the id of a dead letter.\"}"));

    assertThat(command().drop("a b/c?d")).isEqualTo(1);

    assertThat(requests.get(0)).contains("/a%20b%2Fc%3Fd?by=");
    assertThat(printed()).isEqualTo("orders: a b/c?d is not the id of a dead letter.\n");
  }

  @Test
  void reportsAnUnknownDeadLetter() {
    answers.add(NOT_FOUND);
    answers.add(NOT_FOUND);

    assertThat(command().show("topic-dlt~0~1")).isEqualTo(1);

    assertThat(printed())
        .isEqualTo("No dead letter topic-dlt~0~1. ./storefront dead-letters lists them.\n");
  }

  @Test
  void printsThePropertiesOfADeadLetter() {
    answers.add(new Answer(200, "{\"id\": \"topic-dlt~0~1\", \"key\": \"42\", \"eventId\": null}"));

    assertThat(command().show("topic-dlt~0~1")).isZero();

    assertThat(printed()).isEqualTo("id topic-dlt~0~1\nkey 42\n");
  }

  private DeadLettersCommand command() {
    return new DeadLettersCommand(management::ports, new PrintStream(printed));
  }

  private String printed() {
    return printed.toString().replace("\r\n", "\n");
  }

  private static Answer replay(
      int replayed, int refused, String reason, String next, int unresolved) {
    return new Answer(
        200,
        "{\"replayed\": %d, \"refused\": %d, \"reason\": %s, \"next\": %s, \"unresolved\": %d}"
            .formatted(replayed, refused, reason, next, unresolved));
  }

  private static Answer letters(int listed, int unresolved) {
    return new Answer(
        200,
        IntStream.range(0, listed)
            .mapToObj("{\"id\": \"topic-dlt~0~%d\", \"cause\": \"unreadable\"}"::formatted)
            .collect(
                Collectors.joining(
                    ", ", "{\"deadLetters\": [", "], \"unresolved\": %d}".formatted(unresolved))));
  }
}
