package com.storefront.orders.order;

import com.storefront.events.order.OrderStatusType;
import com.storefront.messaging.CachedGauge;
import com.storefront.messaging.EventAge;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Meters by status: {@code storefront.orders} (how many), {@code storefront.orders.oldest.age} and
 * {@code storefront.orders.stay} (how long orders had a status that they left).
 */
@Component
class OrderMetrics {

  /** Bounds the cost of counting. */
  private static final int MAX_COUNT = 100_000;

  private static final Duration[] STAY_BUCKETS = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofMinutes(10),
    Duration.ofHours(1),
    Duration.ofHours(6),
    Duration.ofDays(1),
    Duration.ofDays(3),
    Duration.ofDays(7)
  };

  private final Map<OrderStatusType, Timer> stays = new EnumMap<>(OrderStatusType.class);

  OrderMetrics(Orders orders, MeterRegistry meters, Clock clock) {
    for (OrderStatusType status : OrderStatusType.values()) {
      gauge("storefront.orders", () -> (double) orders.count(status, MAX_COUNT))
          .description("Orders with this status, counted to 100,000")
          .tag("status", status.name())
          .register(meters);
      if (Order.isOpen(status)) {
        gauge("storefront.orders.oldest.age", () -> oldestAge(orders, status, clock.instant()))
            .description("Time since the oldest order with this status was placed")
            .baseUnit("seconds")
            .tag("status", status.name())
            .register(meters);
      }
      if (!status.successors().isEmpty()) {
        stays.put(
            status,
            Timer.builder("storefront.orders.stay")
                .description("How long orders had a status that they left")
                .tag("status", status.name())
                .serviceLevelObjectives(STAY_BUCKETS)
                .register(meters));
      }
    }
  }

  private static Gauge.Builder<?> gauge(String name, Supplier<Double> value) {
    var cached = new CachedGauge<>(value);
    return Gauge.builder(name, cached, gauge -> gauge.number(Double::doubleValue))
        .strongReference(true);
  }

  private static double oldestAge(Orders orders, OrderStatusType status, Instant now) {
    return orders
        .findFirstByHistoryStatusOrderByPlacedAtAsc(status)
        .map(oldest -> Duration.between(oldest.placedAt(), now).toMillis() / 1000.0)
        .orElse(0.0);
  }

  /** Records the last change of an order. */
  void changed(Order order) {
    List<StatusChange> history = order.history();
    changed(order, history.get(history.size() - 1));
  }

  /** Records a change that was just added to the history of an order. */
  void changed(Order order, StatusChange change) {
    int index = order.history().indexOf(change);
    if (index > 0) {
      StatusChange previous = order.history().get(index - 1);
      Timer stay = stays.get(previous.status());
      if (stay != null) {
        stay.record(EventAge.at(change.at(), previous.at()));
      }
    }
  }
}
