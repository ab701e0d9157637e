package com.storefront.orders.order;

import com.storefront.events.OrderStatusType;
import com.storefront.messaging.Observed;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * How the orders fare, tagged with their status: {@code storefront.orders} counts them (to
 * 100,000), {@code .oldest.age} is the age of the oldest that is under way, {@code .stay} how long
 * they stayed in a status that they left.
 */
@Component
class OrderMetrics {

  private static final int COUNTED_AT_MOST = 100_000;

  /** From what machines need to what parcels need. */
  private static final Duration[] STAYS = {
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

  /** There from the beginning, so that the first order is an increase. */
  private final Map<OrderStatusType, Timer> stays = new EnumMap<>(OrderStatusType.class);

  OrderMetrics(Orders orders, MeterRegistry meters, Clock clock) {
    for (OrderStatusType status : OrderStatusType.values()) {
      if (!status.successors().isEmpty()) {
        stays.put(status, stay(status, meters));
      }
      var count = new Observed<>(() -> orders.count(status, COUNTED_AT_MOST));
      Gauge.builder("storefront.orders", count, now -> now.number(Long::doubleValue))
          .description("Orders with this status, counted to 100,000")
          .tag("status", status.name())
          .strongReference(true)
          .register(meters);
      if (isUnderWay(status)) {
        var age =
            new Observed<>(
                () ->
                    orders
                        .firstPlaced(status)
                        .map(placed -> Duration.between(placed, clock.instant()))
                        .orElse(Duration.ZERO));
        TimeGauge.builder(
                "storefront.orders.oldest.age",
                age,
                TimeUnit.MILLISECONDS,
                now -> now.number(Duration::toMillis))
            .description("Since the placing of the oldest order with this status")
            .tag("status", status.name())
            .strongReference(true)
            .register(meters);
      }
    }
  }

  /** Whether the order waits for somebody to do something. */
  private static boolean isUnderWay(OrderStatusType status) {
    return !status.successors().isEmpty() && status != OrderStatusType.RECEIVED;
  }

  /** Tells of an order that has just entered its present status. */
  void moved(Order order) {
    List<StatusChange> history = order.history();
    moved(order, history.get(history.size() - 1));
  }

  /** Tells of an order whose history has just got this entry. */
  void moved(Order order, StatusChange change) {
    int place = order.history().indexOf(change);
    if (place > 0) {
      StatusChange before = order.history().get(place - 1);
      Timer stay = stays.get(before.status());
      if (stay != null) {
        stay.record(Duration.between(before.at(), change.at()));
      }
    }
  }

  private static Timer stay(OrderStatusType status, MeterRegistry meters) {
    return Timer.builder("storefront.orders.stay")
        .description("How long orders stayed in a status that they left")
        .tag("status", status.name())
        .serviceLevelObjectives(STAYS)
        .register(meters);
  }
}
