package com.storefront.fulfillment.order;

import static com.storefront.fulfillment.order.TestFulfillments.ACTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.events.order.OrderStatusType;
import com.storefront.fulfillment.carrier.Booking;
import com.storefront.fulfillment.order.FulfillmentQueries.Filter;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.messaging.aggregate.StaleVersion;
import com.storefront.servers.CarrierServer;
import com.storefront.servers.CarrierServer.Fault;
import com.storefront.test.RealServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
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
      "storefront.fulfillment.carrier.timeout=2s"
    })
class BookedOrderTests {

  private static final CarrierServer CARRIER = CarrierServer.start(0);

  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private static final ExpectedVersion ANY = ExpectedVersion.ANY;
  private static final Filter STUCK = new Filter(null, null, null, null, false, true);

  @Autowired FulfillmentManagement management;
  @Autowired Fulfillments fulfillments;
  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;
  @Autowired MeterRegistry meters;

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

  /** The label is booked, but the answer does not arrive. */
  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"LOSE", "SLOW"})
  void booksOneLabelAlthoughAnAnswerIsLost(Fault fault) {
    CARRIER.set(fault, 1);

    String order = booked();

    awaitStatus(order, OrderStatusType.SHIPPED);
    assertThat(CARRIER.labels(order)).isEqualTo(1);
    assertThat(changes(order, OrderStatusType.SHIPPED)).isEqualTo(1);
  }

  @Test
  void isStuckUntilAPersonRetries() {
    CARRIER.set(Fault.FAIL);
    String order = booked();
    await().atMost(TIMEOUT).until(() -> stuckSince(order) != null);

    assertThat(listed(order)).isTrue();
    assertThat(read(order).bookings().requireOpen().attempts()).isEqualTo(5);
    assertThat(read(order).bookings().requireOpen().lastError())
        .isEqualTo("The carrier answered 503.");
    var gauge = meters.get("storefront.fulfillments.bookings.stuck").gauge();
    await().atMost(TIMEOUT).until(() -> gauge.value() >= 1);

    CARRIER.set(Fault.NONE);
    management.change(order, ANY, ACTOR, null, Fulfillment::retryBooking);

    awaitStatus(order, OrderStatusType.SHIPPED);
    assertThat(listed(order)).isFalse();
    assertThat(CARRIER.labels(order)).isEqualTo(1);
  }

  @Test
  void isShippedOtherwiseWhenAPersonSkipsTheBooking() {
    CARRIER.set(Fault.REFUSE);
    String order = booked();
    await().atMost(TIMEOUT).until(() -> stuckSince(order) != null);

    management.change(order, ANY, ACTOR, "booked by phone", Fulfillment::skipBooking);
    management.change(order, ANY, ACTOR, null, TestFulfillments::ship);

    assertThat(read(order).shipment()).isEqualTo(TestFulfillments.SHIPMENT);
    assertThat(listed(order)).isFalse();
    assertThat(CARRIER.labels(order)).isZero();
  }

  /** The answer to a booking arrives after the order was cancelled. */
  @Test
  void shipsNothingAfterACancellationAndHasTheLabelCancelled() {
    CARRIER.set(Fault.SLOW, 1);
    String order = booked();
    await().atMost(TIMEOUT).until(() -> CARRIER.labels(order) == 1);

    management.change(order, ANY, ACTOR, null, Fulfillment::cancel);
    makeDue(order, Fulfillment.LABEL_CANCELLATION);

    await().atMost(TIMEOUT).until(() -> CARRIER.labels(order) == 0);
    await().atMost(TIMEOUT).until(() -> read(order).bookings().unused().isEmpty());
    assertThat(read(order).status()).isEqualTo(OrderStatusType.CANCELLED);
    assertThat(changes(order, OrderStatusType.SHIPPED)).isZero();
  }

  /** Each order is either shipped or cancelled, whatever happens first. */
  @Test
  void aBookingAndACancellationNeverBothSucceed() {
    int shipped = 0;
    for (int i = 0; i < 200; i++) {
      String order = booked();
      while (i % 2 == 0 && CARRIER.labels(order) == 0) {
        Thread.onSpinWait();
      }
      try {
        management.change(order, ANY, ACTOR, null, Fulfillment::cancel);
      } catch (StaleVersion | IllegalStatusChange shippedMeanwhile) {
        awaitStatus(order, OrderStatusType.SHIPPED);
      }
      shipped += changes(order, OrderStatusType.SHIPPED);
      assertThat(
              changes(order, OrderStatusType.SHIPPED) + changes(order, OrderStatusType.CANCELLED))
          .isEqualTo(1);
    }
    assertThat(shipped).isBetween(0, 200);
  }

  @Test
  void delaysNoOtherOrderWhileTheCarrierDoesNotAnswer() {
    CARRIER.set(Fault.SLOW);
    List<String> waiting = Stream.generate(this::booked).limit(40).toList();
    List<Long> millis = new ArrayList<>();

    for (int i = 0; i < 200; i++) {
      String id = requested();
      millis.add(millisOf(() -> management.change(id, ANY, ACTOR, null, Fulfillment::process)));
      millis.add(millisOf(() -> management.change(id, ANY, ACTOR, null, TestFulfillments::ship)));
    }

    assertThat(millis.stream().sorted().toList().get(395)).as("p99").isLessThan(1000);
    assertThat(waiting).allMatch(order -> read(order).status() == OrderStatusType.PROCESSING);
    waiting.forEach(order -> management.change(order, ANY, ACTOR, null, Fulfillment::cancel));
  }

  private static long millisOf(Runnable command) {
    long begin = System.nanoTime();
    command.run();
    return Duration.ofNanos(System.nanoTime() - begin).toMillis();
  }

  private String requested() {
    return store.insert(TestFulfillments.requested(UUID.randomUUID().toString())).id();
  }

  private String booked() {
    String id = requested();
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
    await().atMost(TIMEOUT).until(() -> read(id).status() == status);
  }

  private Fulfillment read(String id) {
    return fulfillments.findById(id).orElseThrow();
  }

  private @Nullable Instant stuckSince(String id) {
    Booking open = read(id).bookings().open();
    return open == null ? null : open.stuckSince();
  }

  private boolean listed(String id) {
    return fulfillments.findPage(STUCK, PageRequest.of(0, 100, Fulfillments.NEWEST_FIRST)).stream()
        .anyMatch(fulfillment -> fulfillment.id().equals(id));
  }

  private long changes(String id, OrderStatusType status) {
    return read(id).history().stream().filter(change -> change.status() == status).count();
  }

  private void makeDue(String id, String timer) {
    mongo
        .getCollection("fulfillment.requests")
        .updateOne(
            Filters.and(Filters.eq("_id", id), Filters.eq("timers.name", timer)),
            Updates.set("timers.$.at", new Date()));
  }
}
