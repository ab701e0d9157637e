package com.storefront.notifications;

import com.storefront.notifications.digest.CatchUp;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Part of liveness: Kafka Streams cannot be started again in the same process. */
@Component
class StreamsHealthIndicator implements HealthIndicator {

  private static final Set<State> ENDED =
      EnumSet.of(State.PENDING_ERROR, State.ERROR, State.NOT_RUNNING);

  private final StreamsLifecycle lifecycle;
  private final CatchUp catchUp;

  StreamsHealthIndicator(StreamsLifecycle lifecycle, CatchUp catchUp) {
    this.lifecycle = lifecycle;
    this.catchUp = catchUp;
  }

  @Override
  public Health health() {
    KafkaStreams streams = lifecycle.streams();
    if (streams == null) {
      return Health.up().withDetail("state", "waits for its topics").build();
    }
    State state = streams.state();
    Health.Builder health = ENDED.contains(state) ? Health.down() : Health.up();
    return health.withDetail("state", state).withDetail("caughtUp", catchUp.hasCaughtUp()).build();
  }
}
