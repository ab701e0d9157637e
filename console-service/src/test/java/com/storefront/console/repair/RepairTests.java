package com.storefront.console.repair;

import static com.storefront.console.ConsoleClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.console.ConsoleClient;
import com.storefront.console.StandInManagement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
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
    properties = {"management.server.port=0", "spring.kafka.bootstrap-servers=127.0.0.1:1"})
class RepairTests {

  private static final StandInManagement ORDERS = new StandInManagement();
  private static final StandInManagement ACCOUNTS = new StandInManagement();
  private static final String ID = "accounts.customer.change-dlt~0~7";
  private static final String LETTER = "/actuator/deadletters/" + ID;
  private static final String PATH = "/console/api/dead-letters/orders/" + ID;

  @LocalServerPort private int port;

  private ConsoleClient console;

  @DynamicPropertySource
  static void services(DynamicPropertyRegistry properties) {
    properties.add("storefront.console.management.services.accounts", ACCOUNTS::uri);
    properties.add("storefront.console.management.services.orders", ORDERS::uri);
    properties.add(
        "storefront.console.management.services.fulfillment", () -> "http://127.0.0.1:1");
  }

  @AfterAll
  static void stop() {
    ORDERS.close();
    ACCOUNTS.close();
  }

  @BeforeEach
  void connect() {
    console = new ConsoleClient(port);
    ORDERS.requests().clear();
  }

  @Test
  void listsTheDeadLettersOfEachServiceThatHasSome() {
    ORDERS.answer(
        "GET /actuator/deadletters?limit=200",
        200,
        "{\"deadLetters\": [{\"id\": \"%s\"}], \"unresolved\": 1}".formatted(ID));

    var lists = json(console.get("/console/api/dead-letters"));

    assertThat(lists).hasSize(2);
    assertThat(lists.get(0).path("service").asString()).isEqualTo("fulfillment");
    assertThat(lists.get(0).path("failure").asString()).contains("does not answer");
    assertThat(lists.get(1).at("/list/deadLetters/0/id").asString()).isEqualTo(ID);
  }

  @Test
  void replaysInTheNameOfTheCaller() {
    ORDERS.answer("POST " + LETTER, 200, "{}");

    assertThat(console.send("POST", PATH + "/replay", "").statusCode()).isEqualTo(204);
    assertThat(ORDERS.requests()).containsExactly("POST " + LETTER + " {\"by\":\"anonymous\"}");
  }

  @Test
  void saysWhyARecordStillCannotBeApplied() {
    ORDERS.answer("POST " + LETTER, 409, "{\"refused\": 1, \"reason\": \"No such order.\"}");

    var answer = console.send("POST", PATH + "/replay", "");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(json(answer).path("detail").asString()).isEqualTo("orders: No such order.");
  }

  @Test
  void dropsForAReason() {
    ORDERS.answer("DELETE " + LETTER + "?by=anonymous&reason=a%20test%20%26%20more", 204, "");

    assertThat(console.send("POST", PATH + "/drop", "{\"reason\": \"\"}").statusCode())
        .isEqualTo(400);
    assertThat(console.send("POST", PATH + "/drop", "{\"reason\": \"a test & more\"}").statusCode())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "..%2Fenv", "x-dlt~0", "x-dlt~0~1%2F..%2F..%2Fheapdump"})
  void reachesNoOtherPathOfTheManagementPort(String id) {
    var answer = console.get("/console/api/dead-letters/orders/" + id);

    assertThat(answer.statusCode()).isBetween(400, 404);
    assertThat(ORDERS.requests()).isEmpty();
  }

  @Test
  void listsWhatOperatorsDecided() {
    ORDERS.answer(
        "GET /actuator/audit", 200, "{\"entries\": [{\"by\": \"ada\", \"action\": \"DROPPED\"}]}");

    var lists = json(console.get("/console/api/audit"));

    assertThat(lists.get(0).path("failure").asString()).contains("fulfillment does not answer");
    assertThat(lists.get(1).at("/list/entries/0/by").asString()).isEqualTo("ada");
  }

  @Test
  void runsAFailingTimer() {
    ORDERS.answer("POST /actuator/timers", 204, "");

    var answer =
        console.send(
            "POST",
            "/console/api/timers/orders",
            "{\"id\": \"4711\", \"timer\": \"expiry\", \"action\": \"RETRY\"}");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(ORDERS.requests().get(0))
        .contains("\"id\":\"4711\"", "\"action\":\"RETRY\"", "\"by\":\"anonymous\"");
  }
}
