package com.storefront.notifications;

import static com.storefront.events.order.OrderStatusType.CANCELLED;
import static com.storefront.events.order.OrderStatusType.IN_TRANSIT;
import static com.storefront.events.order.OrderStatusType.ON_HOLD;
import static com.storefront.events.order.OrderStatusType.PROCESSING;
import static com.storefront.events.order.OrderStatusType.RECEIVED;
import static com.storefront.events.order.OrderStatusType.SHIPPED;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.events.order.OrderStatusType;
import com.storefront.notifications.order.OrderLine;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The store is what {@code select distinct customer from orders where open} returns. */
class SelectDistinctTests {

  private static final List<OrderStatusType> STATUSES =
      List.of(PROCESSING, ON_HOLD, SHIPPED, IN_TRANSIT, RECEIVED, CANCELLED);
  private static final Set<OrderStatusType> CLOSED = EnumSet.of(RECEIVED, CANCELLED);

  @Test
  void followsTenThousandRandomChanges() {
    var random = new Random(21);
    Map<String, Long> versions = new HashMap<>();
    Map<String, OrderStatusType> statuses = new HashMap<>();
    Map<String, String> customers = new HashMap<>();
    try (var stream = TestStream.at("2026-11-24T07:00:00Z")) {
      for (int change = 1; change <= 10_000; change++) {
        int number = random.nextInt(500);
        String guid = "order-" + number;
        if (random.nextInt(4) == 0) {
          customers.put(guid, "customer-" + number % 100);
          stream.request(guid, customers.get(guid));
        } else {
          long sequence = Math.max(1, versions.getOrDefault(guid, 0L) - 1 + random.nextInt(3));
          OrderStatusType status = STATUSES.get((int) ((number + sequence) % STATUSES.size()));
          stream.status(guid, sequence, status);
          if (sequence > versions.getOrDefault(guid, 0L)) {
            versions.put(guid, sequence);
            statuses.put(guid, status);
          }
        }
        if (change % 500 == 0) {
          assertThat(openCustomers(stream)).isEqualTo(expected(customers, statuses));
        }
      }
    }
  }

  private static Set<String> openCustomers(TestStream stream) {
    return stream.openOrders().values().stream()
        .map(OrderLine::customerId)
        .collect(Collectors.toSet());
  }

  private static Set<String> expected(
      Map<String, String> customers, Map<String, OrderStatusType> statuses) {
    return customers.entrySet().stream()
        .filter(order -> !CLOSED.contains(statuses.get(order.getKey())))
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
  }
}
