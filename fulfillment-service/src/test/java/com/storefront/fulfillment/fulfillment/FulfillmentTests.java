package com.storefront.fulfillment.fulfillment;

import static com.storefront.fulfillment.fulfillment.TestFulfillments.APPROVED_AT;
import static com.storefront.fulfillment.fulfillment.TestFulfillments.NOW;
import static com.storefront.fulfillment.fulfillment.TestFulfillments.ORDER;
import static com.storefront.fulfillment.fulfillment.TestFulfillments.approved;
import static com.storefront.fulfillment.fulfillment.TestFulfillments.fact;
import static com.storefront.fulfillment.fulfillment.TestFulfillments.processing;
import static com.storefront.fulfillment.fulfillment.TestFulfillments.received;
import static com.storefront.fulfillment.fulfillment.TestFulfillments.request;
import static com.storefront.messaging.outbox.Saving.eventOf;
import static com.storefront.messaging.outbox.Saving.saved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.storefront.events.OrderStatusChangeEvent;
import com.storefront.events.OrderStatusEvent;
import com.storefront.events.OrderStatusType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FulfillmentTests {

  /** Every command, where it leads and where from. */
  enum Command {
    PROCESS(OrderStatusType.PROCESSING, OrderStatusType.APPROVED, OrderStatusType.ON_HOLD),
    SHIP(OrderStatusType.SHIPPED, OrderStatusType.PROCESSING),
    PUT_IN_TRANSIT(OrderStatusType.IN_TRANSIT, OrderStatusType.SHIPPED),
    RECEIVE(OrderStatusType.RECEIVED, OrderStatusType.IN_TRANSIT),
    HOLD(OrderStatusType.ON_HOLD, OrderStatusType.PROCESSING),
    RELEASE(OrderStatusType.PROCESSING, OrderStatusType.ON_HOLD),
    CANCEL(
        OrderStatusType.CANCELLED,
        OrderStatusType.APPROVED,
        OrderStatusType.PROCESSING,
        OrderStatusType.ON_HOLD,
        // The language allows it; such an order never comes here.
        OrderStatusType.CREATED),
    TAKE_BACK(OrderStatusType.RETURNED, OrderStatusType.RECEIVED);

    final OrderStatusType target;
    final Set<OrderStatusType> sources;

    Command(OrderStatusType target, OrderStatusType first, OrderStatusType... others) {
      this.target = target;
      this.sources = EnumSet.of(first, others);
    }

    void on(Fulfillment fulfillment, String note) {
      switch (this) {
        case PROCESS -> fulfillment.process(NOW, note);
        case SHIP -> fulfillment.ship(ShippingMethod.Drone, NOW, note);
        case PUT_IN_TRANSIT -> fulfillment.putInTransit(NOW, note);
        case RECEIVE -> fulfillment.receive(NOW, note);
        case HOLD -> fulfillment.hold(NOW, note);
        case RELEASE -> fulfillment.release(NOW, note);
        case CANCEL -> fulfillment.cancel(NOW, note);
        case TAKE_BACK -> fulfillment.takeBack(NOW, note);
      }
    }
  }

  static Stream<Arguments> everyStatusAndCommand() {
    return Arrays.stream(OrderStatusType.values())
        .flatMap(
            status ->
                Arrays.stream(Command.values()).map(command -> Arguments.of(status, command)));
  }

  @DisplayName("B8: a command moves an order only where the state machine allows it")
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("everyStatusAndCommand")
  void obeysTheStateMachine(OrderStatusType status, Command command) {
    Fulfillment fulfillment = TestFulfillments.in(status);
    List<StatusChange> before = fulfillment.history();
    long version = fulfillment.version();

    if (command.sources.contains(status)) {
      command.on(fulfillment, "a note");

      StatusChange change = new StatusChange(version + 1, command.target, NOW, "a note");
      assertThat(fulfillment.status()).isEqualTo(command.target);
      assertThat(fulfillment.history()).startsWith(before.toArray(StatusChange[]::new));
      assertThat(fulfillment.history()).hasSize(before.size() + 1).endsWith(change);
      assertThat(eventOf(fulfillment))
          .isEqualTo(
              new OrderStatusChangeEvent(
                  ORDER,
                  version + 1,
                  new OrderStatusEvent(NOW.toEpochMilli(), command.target, "a note")));
    } else {
      assertThatExceptionOfType(IllegalStatusChange.class)
          .isThrownBy(() -> command.on(fulfillment, null))
          .withMessageContainingAll(ORDER, status.name(), command.target.name());

      assertThat(fulfillment.status()).isEqualTo(status);
      assertThat(fulfillment.history()).isEqualTo(before);
      assertThat(eventOf(fulfillment)).isNull();
    }
  }

  @DisplayName("A11: the whole history stays, from the request on")
  @Test
  void keepsItsWholeHistory() {
    assertThat(received().history())
        .extracting(StatusChange::status)
        .containsExactly(
            OrderStatusType.CREATED,
            OrderStatusType.APPROVED,
            OrderStatusType.PROCESSING,
            OrderStatusType.SHIPPED,
            OrderStatusType.IN_TRANSIT,
            OrderStatusType.RECEIVED);
    assertThat(received().history())
        .extracting(StatusChange::sequence)
        .containsExactly(1L, 1L, 2L, 3L, 4L, 5L);
  }

  @DisplayName("B1: the order's id is the fulfillment's")
  @Test
  void isNamedByItsOrder() {
    assertThat(approved().id()).isEqualTo(request(ORDER).order().guid());
  }

  @DisplayName("D7: prices and descriptions are dropped on receipt")
  @Test
  void keepsOfAProductWhatIsPacked() {
    assertThat(approved().items())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.product().title()).isEqualTo("Blue Widget");
              assertThat(item.product().price()).isNull();
              assertThat(item.product().description()).isNull();
              assertThat(item.quantity()).isEqualTo(4);
            });
  }

  @Test
  void tellsNothingWhenItIsRequested() {
    assertThat(eventOf(TestFulfillments.requested(ORDER))).isNull();
  }

  @Test
  void isApprovedWhateverTheRequestCarries() {
    Fulfillment fulfillment = Fulfillment.requestedBy(fact("event", request(ORDER, List.of())));

    assertThat(fulfillment.status()).isEqualTo(OrderStatusType.APPROVED);
    assertThat(fulfillment.history())
        .containsExactly(new StatusChange(1, OrderStatusType.APPROVED, APPROVED_AT, null));
  }

  @Test
  void hasAShippingMethodFromShipmentOn() {
    Fulfillment fulfillment = processing();
    assertThat(fulfillment.shippingMethod()).isEmpty();

    fulfillment.ship(ShippingMethod.FedEx, NOW, null);

    assertThat(fulfillment.shippingMethod()).contains(ShippingMethod.FedEx);
  }

  @DisplayName("B1: a second shipment doesn't replace the carrier of the first")
  @Test
  void rejectsASecondShipment() {
    Fulfillment fulfillment = TestFulfillments.shipped();

    assertThatExceptionOfType(IllegalStatusChange.class)
        .isThrownBy(() -> fulfillment.ship(ShippingMethod.Drone, NOW, null));

    assertThat(fulfillment.shippingMethod()).contains(ShippingMethod.UPS);
  }

  @Test
  void rejectsAChangeBeyondTheLimitOfItsHistory() {
    Fulfillment fulfillment = processing();
    while (fulfillment.history().size() < Fulfillment.MAX_HISTORY) {
      if (fulfillment.status() == OrderStatusType.ON_HOLD) {
        fulfillment.release(NOW, null);
      } else {
        fulfillment.hold(NOW, null);
      }
      saved(fulfillment);
    }

    assertThatExceptionOfType(HistoryFull.class).isThrownBy(() -> fulfillment.cancel(NOW, null));

    assertThat(fulfillment.history()).hasSize(Fulfillment.MAX_HISTORY);
    assertThat(eventOf(fulfillment)).isNull();
  }
}
