package com.storefront.fulfillment.order;

import static com.storefront.fulfillment.order.TestFulfillments.ACTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.fulfillment.order.FulfillmentQueries.Filter;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.test.RealServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.TestPropertySource;

/** Orders that are on hold for too long. */
@RealServers
@TestPropertySource(properties = "storefront.timers.poll-interval=20ms")
class FulfillmentTimersTests {

  private static final ExpectedVersion ANY = ExpectedVersion.ANY;
  private static final Filter HELD_TOO_LONG = new Filter(null, null, null, null, true, false);

  @Autowired FulfillmentManagement management;
  @Autowired Fulfillments fulfillments;
  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;
  @Autowired MeterRegistry meters;

  @Test
  void reportsAHoldThatTakesTooLongUntilItEnds() {
    String held = held();
    assertThat(read(held).holdReportedAt()).isNull();
    Instant due = read(held).timer(Fulfillment.HOLD_REPORT).orElseThrow();
    assertThat(due).isAfter(Instant.now().plus(Duration.ofHours(47)));
    mongo
        .getCollection("fulfillment.requests")
        .updateOne(Filters.eq("_id", held), Updates.set("timers.0.at", new Date()));

    await().until(() -> read(held).holdReportedAt() != null);

    assertThat(listed(held)).isPresent();
    var gauge = meters.get("storefront.fulfillments.held.too.long").gauge();
    await().atMost(Duration.ofMinutes(1)).until(() -> gauge.value() >= 1);

    management.change(held, ANY, ACTOR, null, Fulfillment::release);

    assertThat(read(held).holdReportedAt()).isNull();
    assertThat(listed(held)).isEmpty();
  }

  @Test
  void doesNotReportAHoldThatEndedInTime() {
    String held = held();

    management.change(held, ANY, ACTOR, null, Fulfillment::cancel);

    assertThat(read(held).timer(Fulfillment.HOLD_REPORT)).isEmpty();
  }

  private String held() {
    String id = store.insert(TestFulfillments.requested(UUID.randomUUID().toString())).id();
    management.change(id, ANY, ACTOR, null, Fulfillment::process);
    management.change(id, ANY, ACTOR, null, Fulfillment::hold);
    return id;
  }

  private Optional<Fulfillment> listed(String id) {
    return fulfillments
        .findPage(HELD_TOO_LONG, PageRequest.of(0, 100, Fulfillments.NEWEST_FIRST))
        .stream()
        .filter(fulfillment -> fulfillment.id().equals(id))
        .findFirst();
  }

  private Fulfillment read(String id) {
    return fulfillments.findById(id).orElseThrow();
  }
}
