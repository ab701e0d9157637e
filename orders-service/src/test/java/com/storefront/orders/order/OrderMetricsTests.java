package com.storefront.orders.order;

import static com.storefront.orders.order.TestOrders.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.order.OrderStatusType;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.test.RealServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

@RealServers
class OrderMetricsTests {

  @Autowired Orders orders;
  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;

  final MeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void countOrdersAndMeasureTheAgeOfTheOldestOpenOne() {
    mongo.getCollection("customer.orders").deleteMany(new Document());
    String customerId = UUID.randomUUID().toString();
    store.insert(TestOrders.placed(customerId, NOW.minusSeconds(60)));
    store.insert(TestOrders.placed(customerId, NOW.minusSeconds(10)));
    var clock = Clock.fixed(NOW, ZoneOffset.UTC);

    new OrderMetrics(orders, meters, clock);

    await().until(() -> gauge("storefront.orders", "CREATED") == 2);
    assertThat(gauge("storefront.orders.oldest.age", "CREATED")).isEqualTo(60);
    assertThat(gauge("storefront.orders", "RECEIVED")).isZero();
    assertThat(gauge("storefront.orders.oldest.age", "APPROVED")).isZero();
    assertThat(gauge("storefront.orders", "LOST")).isZero();
    for (String settled : List.of("RECEIVED", "LOST", "RETURNED_TO_SENDER")) {
      assertThat(meters.find("storefront.orders.oldest.age").tag("status", settled).gauge())
          .isNull();
    }
  }

  @Test
  void measureHowLongAnOrderHadTheStatusThatItLeft() {
    var metrics = new OrderMetrics(orders, meters, Clock.systemUTC());
    Order order = TestOrders.placed(UUID.randomUUID().toString(), NOW);
    order.approve(NOW.plusSeconds(30), TestOrders.STAFF, null);

    metrics.changed(order);

    var stay = meters.get("storefront.orders.stay").tag("status", "CREATED").timer();
    assertThat(stay.count()).isEqualTo(1);
    assertThat(stay.totalTime(TimeUnit.SECONDS)).isEqualTo(Duration.ofSeconds(30).toSeconds());
  }

  /** A status change can carry any time; the metric must not decide whether it is recorded. */
  @Test
  void acceptAChangeOfTheYear9999() {
    var metrics = new OrderMetrics(orders, meters, Clock.systemUTC());
    Order order = TestOrders.placed(UUID.randomUUID().toString(), NOW);
    order.approve(Instant.parse("9999-12-31T23:59:59Z"), TestOrders.STAFF, null);

    metrics.changed(order);

    var stay = meters.get("storefront.orders.stay").tag("status", "CREATED").timer();
    assertThat(stay.totalTime(TimeUnit.DAYS)).isEqualTo(365);
  }

  @Test
  void readTheOldestByAnIndex() {
    var plan =
        mongo
            .getCollection("customer.orders")
            .find(new Document("status", OrderStatusType.CREATED.name()))
            .sort(new Document("placedAt", 1))
            .limit(1)
            .explain();

    assertThat(plan.toJson()).contains("IXSCAN").doesNotContain("COLLSCAN", "\"SORT\"");
  }

  private double gauge(String name, String status) {
    return meters.get(name).tag("status", status).gauge().value();
  }
}
