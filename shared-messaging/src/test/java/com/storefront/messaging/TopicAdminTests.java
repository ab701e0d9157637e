package com.storefront.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.storefront.local.servers.LocalServers;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
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
  void takesATopicThatIsKeptAsSafelyAsDemanded() throws Exception {
    declare(1, 1);

    assertThatCode(() -> declare(1, 1)).doesNotThrowAnyException();
  }

  @Test
  void refusesATopicWithFewerReplicasThanDemanded() throws Exception {
    declare(1, 1);

    refuses(() -> declare(3, 1), "replicas must be at least 3");
  }

  @Test
  void refusesATopicThatTakesARecordWithFewerReplicasThanDemanded() throws Exception {
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

  @Test
  void usesATopicOnceItIsMended() {
    var looks = new AtomicInteger();
    var admin =
        new TopicAdmin(CONNECTION, new TopicSettings(1, (short) 3, 2)) {
          @Override
          void declare(Collection<NewTopic> topics) {
            if (looks.incrementAndGet() == 1) {
              throw new TopicBreaksPromise(topic, "replicas", "at least 3", 1);
            }
          }
        };

    admin.declare(List.of(admin.topic(topic)), () -> false);

    assertThat(looks).hasValue(2);
  }

  /** A broker that is away may have taken its name along. */
  @Test
  void triesAgainWhileNoAddressOfKafkaCanBeResolved() {
    var admin =
        new TopicAdmin(
            Map.of("bootstrap.servers", "nowhere.invalid:9092"),
            new TopicSettings(1, (short) 1, 1));
    var asked = new AtomicInteger();

    admin.declare(List.of(admin.topic(topic)), () -> asked.incrementAndGet() > 100);
    admin.await(List.of(topic), () -> asked.incrementAndGet() > 200);

    assertThat(asked).hasValueGreaterThan(200);
  }

  private void declare(int replicas, int minInsync) throws Exception {
    var admin = new TopicAdmin(CONNECTION, new TopicSettings(1, (short) replicas, minInsync));
    admin.declare(List.of(admin.topic(topic)));
  }

  private void refuses(ThrowingCallable declaration, String promise) {
    assertThatThrownBy(declaration)
        .isInstanceOf(TopicBreaksPromise.class)
        .hasMessageContaining(topic)
        .hasMessageContaining(" " + promise);
  }
}
