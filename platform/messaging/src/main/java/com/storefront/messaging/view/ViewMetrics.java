package com.storefront.messaging.view;

import com.storefront.messaging.CachedGauge;
import com.storefront.messaging.EventAge;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The meters of one view. */
final class ViewMetrics {

  private static final double MILLIS = 1000;

  private final Counter skipped;

  /**
   * @param behind the number of records that the view has not read yet
   */
  ViewMetrics(CompactedView<?> view, CachedGauge<Long> behind, MeterRegistry meters, Clock clock) {
    Gauge.builder("storefront.view.entries", view, CompactedView::size)
        .description("Keys in the view, including deleted ones")
        .tag("topic", view.topic())
        .register(meters);
    Gauge.builder("storefront.view.filled", view, it -> it.isFilled() ? 1 : 0)
        .description("Whether the view has read what the topic contained at the start")
        .tag("topic", view.topic())
        .register(meters);
    Gauge.builder("storefront.view.newest.age", view, it -> age(it.newestTime(), clock))
        .description("Time since the newest change in the view")
        .baseUnit("seconds")
        .tag("topic", view.topic())
        .register(meters);
    // Read from the broker, not by the Kafka client: known also if the view is not read.
    Gauge.builder("storefront.view.behind", () -> behind.number(Long::doubleValue))
        .description("Records of the topic that the view has not read")
        .tag("topic", view.topic())
        .register(meters);
    this.skipped =
        Counter.builder("storefront.view.skipped")
            .description("Records that the view cannot contain")
            .tag("topic", view.topic())
            .register(meters);
  }

  private static double age(@Nullable Instant newest, Clock clock) {
    return newest == null ? Double.NaN : EventAge.at(clock.instant(), newest).toMillis() / MILLIS;
  }

  /** Counts a record that was skipped, and returns how many were. */
  double skipped() {
    skipped.increment();
    return skipped.count();
  }
}
