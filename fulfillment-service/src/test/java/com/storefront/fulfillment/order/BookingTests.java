package com.storefront.fulfillment.order;

import static com.storefront.fulfillment.order.TestFulfillments.ACTOR;
import static com.storefront.fulfillment.order.TestFulfillments.NOW;
import static com.storefront.fulfillment.order.TestFulfillments.ORDER;
import static com.storefront.fulfillment.order.TestFulfillments.SHIPMENT;
import static com.storefront.fulfillment.order.TestFulfillments.processing;
import static com.storefront.test.SavedAggregates.eventOf;
import static com.storefront.test.SavedAggregates.saved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Shipment;
import com.storefront.fulfillment.carrier.Booking;
import com.storefront.fulfillment.carrier.BookingAnswer;
import com.storefront.fulfillment.carrier.BookingAnswer.Booked;
import com.storefront.fulfillment.carrier.BookingNotAllowed;
import com.storefront.fulfillment.carrier.BookingStep;
import com.storefront.fulfillment.carrier.BookingStep.Action;
import com.storefront.messaging.consumer.ReceivedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The booking of an order's label. */
class BookingTests {

  private static final List<Duration> RETRY_AFTER =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(10));

  private static final BookingAnswer FAILED = BookingAnswer.failed("The carrier answered 503.");

  @Test
  void isDueAtOnceAndChangesNoStatus() {
    Fulfillment order = processing();

    order.requestBooking("UPS", NOW, ACTOR, "fragile");

    assertThat(order.status()).isEqualTo(OrderStatusType.PROCESSING);
    assertThat(eventOf(order)).isNull();
    assertThat(order.timer(Fulfillment.BOOKING)).hasValue(NOW);
    assertThat(order.labelRequest().carrier()).isEqualTo("UPS");
    assertThat(order.labelRequest().recipient()).isEqualTo(order.recipient());
  }

  @Test
  void shipsTheOrderAsThePersonWhoRequestedIt() {
    Fulfillment order = booking();

    apply(order, new Booked("SF1"), NOW);

    assertThat(order.status()).isEqualTo(OrderStatusType.SHIPPED);
    assertThat(order.shipment()).isEqualTo(new Shipment("UPS", "SF1"));
    assertThat(order.newestChange())
        .isEqualTo(new StatusChange(4, OrderStatusType.SHIPPED, NOW, "fragile", ACTOR));
    assertThat(eventOf(order)).isEqualTo(order.newestEvent(4));
    assertThat(order.bookings().open()).isNull();
    assertThat(order.bookings().unused()).isEmpty();
    assertThat(order.timer(Fulfillment.BOOKING)).isEmpty();
  }

  @Test
  void isRepeatedAfterEachWaitAndThenStuck() {
    Fulfillment order = booking();

    apply(order, FAILED, NOW);
    assertThat(order.timer(Fulfillment.BOOKING)).hasValue(NOW.plus(RETRY_AFTER.get(0)));
    apply(order, FAILED, NOW);
    assertThat(order.timer(Fulfillment.BOOKING)).hasValue(NOW.plus(RETRY_AFTER.get(1)));
    assertThat(open(order).attempts()).isEqualTo(2);
    assertThat(open(order).stuckSince()).isNull();
    apply(order, FAILED, NOW);

    assertThat(open(order).stuckSince()).isEqualTo(NOW);
    assertThat(open(order).lastError()).isEqualTo("The carrier answered 503.");
    assertThat(open(order).nextAttemptAt()).isNull();
    assertThat(order.timer(Fulfillment.BOOKING)).isEmpty();
    assertThat(order.status()).isEqualTo(OrderStatusType.PROCESSING);
  }

  @Test
  void isStuckAtOnceWhenItIsRefused() {
    Fulfillment order = booking();

    apply(order, BookingAnswer.refused("The carrier answered 422: address-not-served."), NOW);

    assertThat(open(order).stuckSince()).isEqualTo(NOW);
    assertThat(order.timer(Fulfillment.BOOKING)).isEmpty();
  }

  @Test
  void beginsAgainWhenAPersonRetries() {
    Fulfillment order = booking();
    String key = open(order).key();
    apply(order, BookingAnswer.refused("no"), NOW);
    Instant later = NOW.plusSeconds(60);

    saved(order).retryBooking(later, "alice", "The address is served again.");

    assertThat(open(order).stuckSince()).isNull();
    assertThat(open(order).attempts()).isZero();
    assertThat(open(order).key()).isEqualTo(key);
    assertThat(order.timer(Fulfillment.BOOKING)).hasValue(later);
    assertThat(order.bookings().steps())
        .containsExactly(
            new BookingStep(Action.REQUESTED, NOW, ACTOR, "fragile"),
            new BookingStep(Action.RETRIED, later, "alice", "The address is served again."));
  }

  @Test
  void canBeSkippedSoThatTheOrderIsShippedOtherwise() {
    Fulfillment order = booking();
    String key = open(order).key();

    saved(order).skipBooking(NOW, "alice", "booked by phone");

    assertThat(order.bookings().open()).isNull();
    assertThat(order.timer(Fulfillment.BOOKING)).isEmpty();
    assertThat(order.timer(Fulfillment.LABEL_CANCELLATION)).hasValue(NOW.plusSeconds(60));
    assertThat(order.bookings().nextUnused().key()).isEqualTo(key);
    assertThat(order.bookings().steps())
        .endsWith(new BookingStep(Action.SKIPPED, NOW, "alice", "booked by phone"));
    saved(order).ship(null, SHIPMENT, NOW, ACTOR, null);
    assertThat(order.shipment()).isEqualTo(SHIPMENT);
  }

  @Test
  void hasAnotherKeyWhenItIsRequestedAgain() {
    Fulfillment order = booking();
    String first = open(order).key();
    saved(order).skipBooking(NOW, ACTOR, "wrong carrier");

    saved(order).requestBooking("FedEx", NOW, ACTOR, null);

    assertThat(first).startsWith(ORDER);
    assertThat(open(order).key()).startsWith(ORDER).isNotEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(
      value = OrderStatusType.class,
      names = {"ON_HOLD", "CANCELLED", "SHIPPED"})
  void endsWithEveryOtherStatusOfTheOrder(OrderStatusType next) {
    Fulfillment order = booking();

    switch (next) {
      case ON_HOLD -> order.hold(NOW, ACTOR, null);
      case CANCELLED -> order.cancel(NOW, ACTOR, null);
      default -> order.ship(null, SHIPMENT, NOW, ACTOR, null);
    }

    assertThat(order.status()).isEqualTo(next);
    assertThat(order.bookings().open()).isNull();
    assertThat(order.timer(Fulfillment.BOOKING)).isEmpty();
    assertThat(order.timer(Fulfillment.LABEL_CANCELLATION)).isPresent();
  }

  @ParameterizedTest
  @EnumSource(
      value = OrderStatusType.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PROCESSING"})
  void isAllowedWhileTheOrderIsProcessedOnly(OrderStatusType status) {
    Fulfillment order = TestFulfillments.in(status);

    assertThatExceptionOfType(IllegalStatusChange.class)
        .isThrownBy(() -> order.requestBooking("UPS", NOW, ACTOR, null));
    assertThatExceptionOfType(BookingNotAllowed.class)
        .isThrownBy(() -> order.retryBooking(NOW, ACTOR, null));
    assertThatExceptionOfType(BookingNotAllowed.class)
        .isThrownBy(() -> order.skipBooking(NOW, ACTOR, "no"));
  }

  @Test
  void isAllowedOnceAtATime() {
    Fulfillment order = booking();

    assertThatExceptionOfType(BookingNotAllowed.class)
        .isThrownBy(() -> order.requestBooking("FedEx", NOW, ACTOR, null))
        .withMessageContaining("already");
  }

  @Test
  void isChangedByPersonsNoMoreThanItsLimit() {
    Fulfillment order = booking();
    while (order.bookings().steps().size() < 200) {
      saved(order).retryBooking(NOW, ACTOR, null);
    }

    assertThatExceptionOfType(BookingNotAllowed.class)
        .isThrownBy(() -> order.retryBooking(NOW, ACTOR, null))
        .withMessageContaining("200 times");
    order.skipBooking(NOW, ACTOR, "enough");
    assertThat(order.bookings().open()).isNull();
  }

  @Test
  void cancelsEachUnusedLabelAndAsksAgainWhileTheCarrierFails() {
    Fulfillment order = booking();
    String first = open(order).key();
    order.skipBooking(NOW, ACTOR, "one");
    saved(order).requestBooking("FedEx", NOW.plusSeconds(1), ACTOR, null);
    String second = open(order).key();
    saved(order).cancel(NOW.plusSeconds(2), ACTOR, null);
    Instant due = NOW.plusSeconds(60);
    assertThat(order.timer(Fulfillment.LABEL_CANCELLATION)).hasValue(due);

    assertThat(order.bookings().nextUnused().key()).isEqualTo(first);
    order.applyCancellation(false, due);
    assertThat(order.bookings().nextUnused().key()).isEqualTo(second);
    order.applyCancellation(true, due);
    assertThat(order.bookings().nextUnused().key()).isEqualTo(first);
    assertThat(order.timer(Fulfillment.LABEL_CANCELLATION)).hasValue(due.plus(Duration.ofHours(1)));
    order.applyCancellation(true, due);

    assertThat(order.bookings().unused()).isEmpty();
    assertThat(order.timer(Fulfillment.LABEL_CANCELLATION)).isEmpty();
  }

  @Test
  void endsWithTheErasureOfPersonalData() {
    Fulfillment order = booking();

    order.erase(withdrawal(), NOW);

    assertThat(order.bookings().open()).isNull();
    assertThat(order.bookings().steps()).allMatch(step -> step.note() == null);
    assertThatExceptionOfType(BookingNotAllowed.class)
        .isThrownBy(() -> order.requestBooking("UPS", NOW, ACTOR, null))
        .withMessageContaining("erased");
  }

  private static ReceivedEvent<FulfillmentRequestEvent> withdrawal() {
    return new ReceivedEvent<>(ORDER, 9, "withdrawal", NOW, "requests~0~9", null);
  }

  private static Fulfillment booking() {
    Fulfillment order = processing();
    order.requestBooking("UPS", NOW, ACTOR, "fragile");
    return saved(order);
  }

  /** As the timer does: it ends with the change. */
  private static void apply(Fulfillment order, BookingAnswer answer, Instant now) {
    order.cancelTimer(Fulfillment.BOOKING);
    order.apply(answer, RETRY_AFTER, now);
  }

  private static Booking open(Fulfillment order) {
    return order.bookings().requireOpen();
  }
}
