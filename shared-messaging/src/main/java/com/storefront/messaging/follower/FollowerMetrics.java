package com.storefront.messaging.follower;

import com.storefront.messaging.Observed;
import com.storefront.messaging.TopicObserver;
import com.storefront.messaging.deadletter.DeadLetters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Collection;
import java.util.Map;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Whether the followers follow, tagged with their topic: {@code storefront.follower.partitions} is
 * how many this instance has, {@code storefront.follower.lag} how many records the group has still
 * to apply, which the broker tells even when nobody follows.
 */
final class FollowerMetrics implements MeterBinder {

  private final Map<String, ? extends MessageListenerContainer> containers;
  private final String group;
  private final TopicObserver topics;

  /**
   * @param containers by the topic that they follow
   */
  FollowerMetrics(
      Map<String, ? extends MessageListenerContainer> containers,
      String group,
      TopicObserver topics) {
    this.containers = containers;
    this.group = group;
    this.topics = topics;
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    containers.forEach(
        (topic, container) -> {
          Gauge.builder("storefront.follower.partitions", container, FollowerMetrics::partitions)
              .description("Partitions that this instance follows")
              .tag("topic", topic)
              .strongReference(true)
              .register(meters);
          var behind = new Observed<>(() -> topics.behind(topic, group));
          Gauge.builder("storefront.follower.lag", behind, now -> now.number(Long::doubleValue))
              .description("Records that the service has still to apply")
              .tag("topic", topic)
              .strongReference(true)
              .register(meters);
          // From 0, so that the first one is an increase.
          meters.counter(DeadLetters.METRIC, "topic", topic);
        });
  }

  private static int partitions(MessageListenerContainer container) {
    Collection<?> assigned = container.getAssignedPartitions();
    return assigned == null || !container.isChildRunning() ? 0 : assigned.size();
  }
}
