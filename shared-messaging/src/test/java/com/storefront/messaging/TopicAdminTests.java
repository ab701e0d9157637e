package com.storefront.messaging;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.storefront.local.servers.LocalServers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rule 13: Kafka is asked whether it keeps what is promised. */
class TopicAdminTests {

  private final String topic = "promise-" + UUID.randomUUID();

  @Test
  void takesATopicThatIsKeptAsSafelyAsDemanded() {
    declare(1, 1);

    assertThatCode(() -> declare(1, 1)).doesNotThrowAnyException();
  }

  @Test
  void refusesATopicWithFewerReplicasThanDemanded() {
    declare(1, 1);

    assertThatThrownBy(() -> declare(3, 2))
        .isInstanceOf(TopicBreaksPromise.class)
        .hasMessageContaining(topic)
        .hasMessageContaining("replicas");
  }

  private void declare(int replicas, int minInsync) {
    var admin =
        new TopicAdmin(
            Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers()),
            new TopicSettings(1, (short) replicas, minInsync));
    admin.declare(List.of(admin.topic(topic)), () -> false);
  }
}
