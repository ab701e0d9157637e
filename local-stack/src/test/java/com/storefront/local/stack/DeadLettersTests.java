package com.storefront.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a stand-in for the management port of either follower. */
class DeadLettersTests {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private int waiting;
  private String asked;
  private final StandInManagement management =
      new StandInManagement(
          "/actuator/deadletters",
          request -> {
            asked = request.getRequestURI().toString();
            return new StandInManagement.Answer(200, letters());
          });

  @AfterEach
  void stop() {
    management.close();
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
    return new DeadLetters(management.ports(), new PrintStream(printed)).run(List.of());
  }

  private String letters() {
    return IntStream.range(0, waiting)
        .mapToObj("{\"id\": \"orders-%d\", \"cause\": \"unreadable\"}"::formatted)
        .collect(Collectors.joining(", ", "{\"deadLetters\": [", "]}"));
  }
}
