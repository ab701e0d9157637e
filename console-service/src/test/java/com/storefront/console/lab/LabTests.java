package com.storefront.console.lab;

import static com.storefront.console.ConsoleClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.console.ConsoleClient;
import com.storefront.console.StandInManagement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The console with a launcher. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "management.server.port=0",
      "spring.kafka.bootstrap-servers=127.0.0.1:1",
      "storefront.console.lab.token=secret"
    })
class LabTests {

  private static final StandInManagement LAUNCHER = new StandInManagement();

  @LocalServerPort private int port;

  private ConsoleClient console;

  @DynamicPropertySource
  static void launcher(DynamicPropertyRegistry properties) {
    properties.add("storefront.console.lab.uri", LAUNCHER::uri);
  }

  @AfterAll
  static void stop() {
    LAUNCHER.close();
  }

  @BeforeEach
  void connect() {
    console = new ConsoleClient(port);
    LAUNCHER.requests().clear();
  }

  @Test
  void showsTheLabWithTheTokenOfTheLauncher() {
    LAUNCHER.answer("GET /lab", 200, "{\"faults\": []}");

    assertThat(console.get("/console/api/lab").body()).isEqualTo("{\"faults\":[]}");
    assertThat(LAUNCHER.tokens()).contains("Bearer secret");
    assertThat(console.get("/console/").body()).contains("data-lab=\"on\"");
  }

  @Test
  void beginsAFault() {
    LAUNCHER.answer("POST /lab/faults/kafka", 200, "{}");

    var answer = console.send("POST", "/console/api/lab/faults/kafka", "{\"on\": true}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(LAUNCHER.requests()).containsExactly("POST /lab/faults/kafka {\"on\":true}");
  }

  @Test
  void passesOnWhyTheLauncherRefused() {
    LAUNCHER.answer("POST /lab/faults/moon", 404, "{\"detail\": \"No fault moon.\"}");

    var answer = console.send("POST", "/console/api/lab/faults/moon", "{\"on\": true}");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).path("detail").asString()).isEqualTo("No fault moon.");
  }

  @ParameterizedTest
  @CsvSource({"-1, 400", "51, 400", "50, 200"})
  void limitsTheLoad(int perSecond, int status) {
    LAUNCHER.answer("POST /lab/load", 200, "{}");

    var answer =
        console.send("POST", "/console/api/lab/load", "{\"perSecond\": %d}".formatted(perSecond));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(LAUNCHER.requests()).hasSize(status == 200 ? 1 : 0);
  }

  @Test
  void refusesChangesOfAnotherOrigin() {
    var foreign =
        console.send(
            "POST",
            "/console/api/lab/load",
            "{\"perSecond\": 1}",
            "Origin",
            "https://shop.example");

    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(LAUNCHER.requests()).isEmpty();
  }
}
