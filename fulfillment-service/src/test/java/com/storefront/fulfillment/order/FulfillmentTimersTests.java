package com.storefront.fulfillment.order;

import static com.storefront.fulfillment.order.TestFulfillments.ACTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.fulfillment.order.FulfillmentQueries.Filter;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.test.RealServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.test.context.TestPropertySource;

/** Orders that are on hold for too long. */
@RealServers
@TestPropertySource(
    properties = {
      "storefront.fulfillment.report-hold-after=1s",
      "storefront.timers.poll-interval=20ms"
    })
class FulfillmentTimersTests {

  private static final ExpectedVersion ANY = ExpectedVersion.ANY;
  private static final Filter HELD_TOO_LONG = new Filter(null, null, null, null, true);

  @Autowired FulfillmentManagement management;
  @Autowired Fulfillments fulfillments;
  @Autowired AggregateStore store;
  @Autowired MeterRegistry meters;

  @Test
  void reportsAHoldThatTakesTooLongUntilItEnds() {
    String held = held();
    assertThat(read(held).holdReportedAt()).isNull();
    assertThat(read(held).timer(Fulfillment.HOLD_REPORT)).isPresent();

    await().until(() -> read(held).holdReportedAt() != null);

    assertThat(listed(held)).isPresent();
    var gauge = meters.get("storefront.fulfillments.held.too.long").gauge();
    await().until(() -> gauge.value() >= 1);

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
