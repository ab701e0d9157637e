package com.storefront.fulfillment.order;

import static com.storefront.fulfillment.order.TestFulfillments.ACTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.OrderStatusType;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.servers.CarrierServer;
import com.storefront.servers.CarrierServer.Fault;
import com.storefront.test.RealServers;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Orders whose labels are booked by a carrier that may fail. */
@RealServers
@TestPropertySource(
    properties = {
      "storefront.timers.poll-interval=20ms",
      "storefront.fulfillment.carrier.retry-after=50ms,50ms,50ms,50ms",
      "storefront.fulfillment.carrier.timeout=500ms"
    })
class BookedOrderTests {

  private static final CarrierServer CARRIER = CarrierServer.start(0);

  private static final ExpectedVersion ANY = ExpectedVersion.ANY;

  @Autowired FulfillmentManagement management;
  @Autowired Fulfillments fulfillments;
  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;

  @DynamicPropertySource
  static void carrier(DynamicPropertyRegistry properties) {
    properties.add("storefront.fulfillment.carrier.url", CARRIER::uri);
  }

  @AfterAll
  static void close() {
    CARRIER.close();
  }

  @BeforeEach
  void heal() {
    CARRIER.set(Fault.NONE);
  }

  @Test
  void shipsAnOrderWhoseLabelIsBooked() {
    String order = booked();

    awaitStatus(order, OrderStatusType.SHIPPED);

    Fulfillment shipped = read(order);
    assertThat(shipped.shipment().carrier()).isEqualTo("UPS");
    assertThat(shipped.shipment().trackingNumber()).startsWith("SF");
    assertThat(shipped.newestChange().actor()).isEqualTo(ACTOR);
    assertThat(shipped.newestChange().note()).isEqualTo("fragile");
    assertThat(shipped.bookings().open()).isNull();
    assertThat(shipped.timer(Fulfillment.BOOKING)).isEmpty();
    assertThat(CARRIER.labels(order)).isEqualTo(1);
  }

  @Test
  void booksOneLabelAlthoughTheCarrierFailsThreeTimes() {
    CARRIER.set(Fault.FAIL, 3);

    String order = booked();

    awaitStatus(order, OrderStatusType.SHIPPED);
    assertThat(CARRIER.labels(order)).isEqualTo(1);
  }

  private String booked() {
    String id = store.insert(TestFulfillments.requested(UUID.randomUUID().toString())).id();
    management.change(id, ANY, ACTOR, null, Fulfillment::process);
    management.change(
        id,
        ANY,
        ACTOR,
        "fragile",
        (it, now, actor, note) -> it.requestBooking("UPS", now, actor, note));
    return id;
  }

  private void awaitStatus(String id, OrderStatusType status) {
    await().until(() -> read(id).status() == status);
  }

  private Fulfillment read(String id) {
    return fulfillments.findById(id).orElseThrow();
  }
}
