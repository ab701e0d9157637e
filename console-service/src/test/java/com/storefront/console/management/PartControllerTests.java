package com.storefront.console.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.console.StandInManagement;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PartControllerTests {

  private final StandInManagement orders = new StandInManagement();

  @AfterEach
  void stop() {
    orders.close();
  }

  @Test
  void describesAServiceThatIsWell() {
    answer("UP", "UP", 0, 0);

    Part part = part(orders.uri());

    assertThat(part)
        .isEqualTo(new Part("orders", Part.State.UP, "4.0.0", 0, 7, 0, 0, 3072, part.findings()));
    assertThat(part.findings()).isEmpty();
  }

  @Test
  void saysInWordsWhatNeedsAttention() {
    answer("DOWN", "DOWN", 3, 2);

    Part part = part(orders.uri());

    assertThat(part.state()).isEqualTo(Part.State.DEGRADED);
    assertThat(part.findings())
        .containsExactly(
            "kafka: DOWN",
            "Documents with unpublished events: 3, the oldest for 12 s.",
            "Unresolved dead letters: 2.");
  }

  @Test
  void saysThatAServiceDoesNotAnswer() {
    Part part = part("http://127.0.0.1:1");

    assertThat(part.state()).isEqualTo(Part.State.UNREACHABLE);
    assertThat(part.findings()).containsExactly("orders does not answer on its management port.");
  }

  private void answer(String status, String kafka, int unpublished, int deadLetters) {
    orders.answer(
        "GET /actuator/health",
        status.equals("UP") ? 200 : 503,
        "{\"status\": \"%s\", \"components\": {\"kafka\": {\"status\": \"%s\"}, \"mongo\": {\"status\": \"UP\"}}}"
            .formatted(status, kafka));
    orders.answer("GET /actuator/info", 200, "{\"app\": {\"version\": \"4.0.0\"}}");
    orders.answer(
        "GET /actuator/prometheus",
        200,
        """
        # HELP storefront_outbox_pending Documents
        storefront_outbox_pending{application="orders",topic="a"} %d.0
        storefront_outbox_oldest_age_seconds{application="orders",topic="a"} 12.2
        storefront_follower_lag{application="orders",topic="a"} 3.0
        storefront_follower_lag{application="orders",topic="b"} 4.0
        storefront_dead_letters_waiting{application="orders"} %d.0
        storefront_timers_failing{application="orders",collection="c"} NaN
        jvm_memory_used_bytes{application="orders",area="heap",id="a"} 1024.0
        jvm_memory_used_bytes{application="orders",area="nonheap",id="b"} 2.048E3
        """
            .formatted(unpublished, deadLetters));
  }

  private static Part part(String uri) {
    var services = new Services(new Services.Settings(Map.of("orders", URI.create(uri))));
    return new PartController(services).parts().get(0);
  }
}
