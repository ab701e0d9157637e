package com.storefront.messaging;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.storefront.local.servers.LocalServers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Rule 13: Kafka is asked whether it keeps what is promised. */
class TopicAdminTests {

  private static final Map<String, Object> CONNECTION =
      Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers());

  private final String topic = "promise-" + UUID.randomUUID();

  @Test
  void takesATopicThatIsKeptAsSafelyAsDemanded() {
    declare(1, 1);

    assertThatCode(() -> declare(1, 1)).doesNotThrowAnyException();
  }

  @Test
  void refusesATopicWithFewerReplicasThanDemanded() {
    declare(1, 1);

    refuses(() -> declare(3, 1), "replicas must be at least 3");
  }

  @Test
  void refusesATopicThatTakesARecordWithFewerReplicasThanDemanded() {
    declare(1, 1);

    refuses(() -> declare(3, 2), "min.insync.replicas must be at least 2");
  }

  @Test
  void refusesATopicWhoseLeaderMayLackRecords() throws Exception {
    try (var admin = Admin.create(CONNECTION)) {
      var unclean =
          new NewTopic(topic, 1, (short) 1)
              .configs(Map.of("unclean.leader.election.enable", "true"));
      admin.createTopics(List.of(unclean)).all().get();
    }

    refuses(() -> declare(3, 1), "unclean.leader.election.enable must be false");
  }

  private void declare(int replicas, int minInsync) {
    var admin = new TopicAdmin(CONNECTION, new TopicSettings(1, (short) replicas, minInsync));
    admin.declare(List.of(admin.topic(topic)), () -> false);
  }

  private void refuses(ThrowingCallable declaration, String promise) {
    assertThatThrownBy(declaration)
        .isInstanceOf(TopicBreaksPromise.class)
        .hasMessageContaining(topic)
        .hasMessageContaining(" " + promise);
  }
}
