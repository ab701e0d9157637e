package com.storefront.fulfillment.order;

import static com.storefront.events.order.OrderStatusType.APPROVED;
import static com.storefront.events.order.OrderStatusType.CANCELLED;
import static com.storefront.events.order.OrderStatusType.CREATED;
import static com.storefront.events.order.OrderStatusType.IN_TRANSIT;
import static com.storefront.events.order.OrderStatusType.LOST;
import static com.storefront.events.order.OrderStatusType.ON_HOLD;
import static com.storefront.events.order.OrderStatusType.PROCESSING;
import static com.storefront.events.order.OrderStatusType.RECEIVED;
import static com.storefront.events.order.OrderStatusType.RETURNED;
import static com.storefront.events.order.OrderStatusType.RETURNED_TO_SENDER;
import static com.storefront.events.order.OrderStatusType.SHIPPED;
import static com.storefront.fulfillment.order.TestFulfillments.ACTOR;
import static com.storefront.fulfillment.order.TestFulfillments.APPROVED_AT;
import static com.storefront.fulfillment.order.TestFulfillments.NOW;
import static com.storefront.fulfillment.order.TestFulfillments.ORDER;
import static com.storefront.fulfillment.order.TestFulfillments.SHIPMENT;
import static com.storefront.fulfillment.order.TestFulfillments.approved;
import static com.storefront.fulfillment.order.TestFulfillments.processing;
import static com.storefront.fulfillment.order.TestFulfillments.received;
import static com.storefront.fulfillment.order.TestFulfillments.request;
import static com.storefront.test.SavedAggregates.eventOf;
import static com.storefront.test.SavedAggregates.saved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.storefront.events.order.OrderStatusChangeEvent;
import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Shipment;
import com.storefront.fulfillment.carrier.ShippingMethod;
import com.storefront.messaging.EventSchema;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.web.security.Actor;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class FulfillmentTests {

  /** Every command, the status that it leads to and the statuses that allow it. */
  enum Command {
    PROCESS(Fulfillment::process, PROCESSING, APPROVED, ON_HOLD),
    SHIP(
        (it, now, actor, note) -> it.ship(ShippingMethod.UPS, SHIPMENT, now, actor, note),
        SHIPPED,
        PROCESSING),
    PUT_IN_TRANSIT(Fulfillment::putInTransit, IN_TRANSIT, SHIPPED),
    MARK_LOST(Fulfillment::markLost, LOST, SHIPPED, IN_TRANSIT),
    MARK_RETURNED_TO_SENDER(
        Fulfillment::markReturnedToSender, RETURNED_TO_SENDER, SHIPPED, IN_TRANSIT, LOST),
    RECEIVE(Fulfillment::receive, RECEIVED, IN_TRANSIT, LOST),
    HOLD(Fulfillment::hold, ON_HOLD, PROCESSING),
    RELEASE(Fulfillment::release, PROCESSING, ON_HOLD),
    CANCEL(Fulfillment::cancel, CANCELLED, APPROVED, PROCESSING, ON_HOLD, CREATED),
    MARK_RETURNED(Fulfillment::markReturned, RETURNED, RECEIVED);

    final Transition transition;
    final OrderStatusType target;
    final Set<OrderStatusType> sources;

    Command(Transition transition, OrderStatusType target, OrderStatusType... sources) {
      this.transition = transition;
      this.target = target;
      this.sources = EnumSet.copyOf(List.of(sources));
    }
  }

  static Stream<Arguments> everyStatusAndCommand() {
    return Arrays.stream(OrderStatusType.values())
        .flatMap(
            status ->
                Arrays.stream(Command.values()).map(command -> Arguments.of(status, command)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("everyStatusAndCommand")
  void changesItsStatusOnlyAsTheStateMachineAllows(OrderStatusType status, Command command) {
    Fulfillment fulfillment = TestFulfillments.in(status);
    List<StatusChange> before = fulfillment.history();
    long version = fulfillment.version();

    if (command.sources.contains(status)) {
      command.transition.apply(fulfillment, NOW, ACTOR, "a note");

      StatusChange change = new StatusChange(version + 1, command.target, NOW, "a note", ACTOR);
      assertThat(fulfillment.status()).isEqualTo(command.target);
      assertThat(fulfillment.history()).startsWith(before.toArray(StatusChange[]::new));
      assertThat(fulfillment.history()).hasSize(before.size() + 1).endsWith(change);
      assertThat(eventOf(fulfillment))
          .isEqualTo(
              new OrderStatusChangeEvent(
                  ORDER,
                  version + 1,
                  new OrderStatusEvent(NOW.toEpochMilli(), command.target, "a note", ACTOR),
                  fulfillment.shipment()));
    } else {
      assertThatExceptionOfType(IllegalStatusChange.class)
          .isThrownBy(() -> command.transition.apply(fulfillment, NOW, ACTOR, null))
          .withMessageContainingAll(ORDER, status.name(), command.target.name());

      assertThat(fulfillment.status()).isEqualTo(status);
      assertThat(fulfillment.history()).isEqualTo(before);
      assertThat(eventOf(fulfillment)).isNull();
    }
  }

  @Test
  void keepsTheWholeHistoryFromTheRequestOn() {
    Fulfillment fulfillment = TestFulfillments.in(RECEIVED);

    assertThat(fulfillment.history())
        .extracting(StatusChange::status)
        .containsExactly(CREATED, APPROVED, PROCESSING, SHIPPED, IN_TRANSIT, RECEIVED);
    assertThat(fulfillment.history())
        .extracting(StatusChange::sequence)
        .containsExactly(1L, 1L, 2L, 3L, 4L, 5L);
    assertThat(fulfillment.history())
        .extracting(StatusChange::actor)
        .containsExactly("john", "alice", ACTOR, ACTOR, ACTOR, ACTOR);
  }

  @Test
  void hasTheIdOfItsOrder() {
    assertThat(approved().id()).isEqualTo(request(ORDER).order().guid());
  }

  @Test
  void dropsPricesAndDescriptionsOfProducts() {
    assertThat(approved().items())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.product().title()).isEqualTo("Blue Widget");
              assertThat(item.product().price()).isNull();
              assertThat(item.product().currency()).isNull();
              assertThat(item.product().description()).isNull();
              assertThat(item.quantity()).isEqualTo(4);
            });
  }

  @Test
  void publishesNoEventWhenItIsRequested() {
    assertThat(eventOf(TestFulfillments.requested(ORDER))).isNull();
  }

  @Test
  void isApprovedWhateverHistoryTheRequestHas() {
    Fulfillment fulfillment = Fulfillment.requestedBy(received("event", request(ORDER, List.of())));

    assertThat(fulfillment.status()).isEqualTo(APPROVED);
    assertThat(fulfillment.history())
        .containsExactly(new StatusChange(1, APPROVED, APPROVED_AT, null, "system"));
  }

  @Test
  void hasACarrierAndATrackingNumberOnceItIsShipped() {
    Fulfillment fulfillment = processing();
    assertThat(fulfillment.shippingMethod()).isNull();
    assertThat(fulfillment.shipment()).isNull();

    fulfillment.ship(ShippingMethod.UPS, SHIPMENT, NOW, ACTOR, null);

    assertThat(fulfillment.shippingMethod()).isEqualTo(ShippingMethod.UPS);
    assertThat(fulfillment.shipment()).isEqualTo(SHIPMENT);
  }

  @Test
  void publishesItsShipmentWithEveryChangeFromTheShipmentOn() {
    Fulfillment fulfillment = processing();
    assertThat(fulfillment.newestEvent(2).shipment()).isNull();

    fulfillment.ship(null, SHIPMENT, NOW, ACTOR, null);
    saved(fulfillment).markLost(NOW, ACTOR, null);

    assertThat(eventOf(fulfillment)).isEqualTo(fulfillment.newestEvent(4));
    assertThat(fulfillment.newestEvent(4).shipment()).isEqualTo(SHIPMENT);
  }

  @Test
  void keepsTheCarrierWhenASecondShipmentIsRefused() {
    Fulfillment fulfillment = TestFulfillments.shipped();

    assertThatExceptionOfType(IllegalStatusChange.class)
        .isThrownBy(() -> fulfillment.ship(null, new Shipment("DHL", null), NOW, ACTOR, null));

    assertThat(fulfillment.shippingMethod()).isEqualTo(ShippingMethod.UPS);
    assertThat(fulfillment.shipment()).isEqualTo(SHIPMENT);
  }

  @Test
  void rejectsAChangeBeyondTheLimitOfItsHistory() {
    Fulfillment fulfillment = processing();
    while (fulfillment.history().size() < Fulfillment.MAX_HISTORY) {
      if (fulfillment.status() == ON_HOLD) {
        fulfillment.release(NOW, ACTOR, null);
      } else {
        fulfillment.hold(NOW, ACTOR, null);
      }
      saved(fulfillment);
    }

    assertThatExceptionOfType(HistoryLimitExceeded.class)
        .isThrownBy(() -> fulfillment.cancel(NOW, ACTOR, null));

    assertThat(fulfillment.history()).hasSize(Fulfillment.MAX_HISTORY);
    assertThat(eventOf(fulfillment)).isNull();
  }

  /** Nothing would erase a note that is added after the erasure. */
  @Test
  void takesNoNoteAfterTheErasureOfPersonalData() {
    Fulfillment fulfillment = TestFulfillments.in(RECEIVED);
    fulfillment.erase(new ReceivedEvent<>(ORDER, 9, "withdrawal", NOW, "requests~0~9", null), NOW);

    assertThatExceptionOfType(PersonalDataErased.class)
        .isThrownBy(() -> fulfillment.markReturned(NOW, ACTOR, "Mary Smith brought it back"));

    assertThat(fulfillment.status()).isEqualTo(RECEIVED);
    saved(fulfillment).markReturned(NOW, ACTOR, null);
    assertThat(fulfillment.status()).isEqualTo(RETURNED);
  }

  @ParameterizedTest
  @EnumSource(OrderStatusType.class)
  void publishesWhatItsSchemaAllows(OrderStatusType status) {
    var note = "n".repeat(OrderStatusEvent.MAX_NOTE_LENGTH);
    var actor = Actor.of(() -> "a".repeat(1000));
    var change = new StatusChange(2, status, NOW, note, actor).toEvent();
    var shipment = new Shipment("c".repeat(Shipment.MAX_LENGTH), "1".repeat(Shipment.MAX_LENGTH));
    var event =
        JsonMapper.shared().valueToTree(new OrderStatusChangeEvent(ORDER, 2, change, shipment));

    assertThat(EventSchema.of("OrderStatusChangeEvent").violation(event)).isEmpty();
  }
}
