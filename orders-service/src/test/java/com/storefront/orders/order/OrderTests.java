package com.storefront.orders.order;

import static com.storefront.orders.order.TestOrders.CONTACT;
import static com.storefront.orders.order.TestOrders.CUSTOMER_ID;
import static com.storefront.orders.order.TestOrders.ITEMS;
import static com.storefront.orders.order.TestOrders.NAME;
import static com.storefront.orders.order.TestOrders.NOW;
import static com.storefront.orders.order.TestOrders.SHIPPING;
import static com.storefront.orders.order.TestOrders.approved;
import static com.storefront.orders.order.TestOrders.item;
import static com.storefront.orders.order.TestOrders.placed;
import static com.storefront.orders.order.TestOrders.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.storefront.events.FulfillmentRequestEvent;
import com.storefront.events.OrderItem;
import com.storefront.events.OrderStatusEvent;
import com.storefront.events.OrderStatusType;
import com.storefront.events.Product;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OrderTests {

  /** The three decisions, as a table has them. */
  enum Command {
    APPROVE(OrderStatusType.APPROVED),
    REJECT(OrderStatusType.REJECTED),
    CANCEL(OrderStatusType.CANCELLED);

    private final OrderStatusType outcome;

    Command(OrderStatusType outcome) {
      this.outcome = outcome;
    }

    void on(Order order) {
      switch (this) {
        case APPROVE -> order.approve(NOW.plusSeconds(5), "why");
        case REJECT -> order.reject(NOW.plusSeconds(5), "why");
        case CANCEL -> order.cancel(NOW.plusSeconds(5), "why");
      }
    }
  }

  static Stream<Arguments> everyStatusAndCommand() {
    return Stream.of(OrderStatusType.values())
        .flatMap(
            status -> Stream.of(Command.values()).map(command -> Arguments.of(status, command)));
  }

  @ParameterizedTest
  @MethodSource("everyStatusAndCommand")
  @Tag("B8")
  void isDecidedOnOnlyWhileCreated(OrderStatusType status, Command command) {
    Order order = TestOrders.in(status);
    List<StatusChange> before = List.copyOf(order.history());

    if (status == OrderStatusType.CREATED) {
      command.on(order);

      assertThat(order.status()).isEqualTo(command.outcome);
      assertThat(order.history()).startsWith(before.get(0)).hasSize(2);
      assertThat(order.history().get(1).note()).isEqualTo("why");
    } else {
      assertThatExceptionOfType(IllegalStatusChange.class)
          .isThrownBy(() -> command.on(order))
          .satisfies(
              refusal -> {
                assertThat(refusal.guid()).isEqualTo(order.id());
                assertThat(refusal.from()).isEqualTo(status);
                assertThat(refusal).hasMessageContaining("become " + command.outcome);
                assertThat(refusal.isWithFulfillment()).isEqualTo(order.isWithFulfillment());
              });
      assertThat(order.status()).isEqualTo(status);
      assertThat(order.history()).isEqualTo(before);
    }
  }

  @Nested
  class WhenPlaced {

    @Test
    void waitsForADecision() {
      Order order = placed();

      assertThat(order.status()).isEqualTo(OrderStatusType.CREATED);
      assertThat(order.isUndecided()).isTrue();
      assertThat(order.isWithFulfillment()).isFalse();
      assertThat(order.history())
          .containsExactly(StatusChange.own(1, OrderStatusType.CREATED, NOW, null));
    }

    @Test
    void computesItsTotalExactly() {
      assertThat(placed().total()).isEqualByComparingTo("23.95");
    }

    @Test
    @Tag("C7")
    void refusesLinesThatNobodyCanOrder() {
      assertThatIllegalArgumentException().isThrownBy(() -> placedWith(List.of()));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> placedWith(Collections.nCopies(101, item("Red", "3.99", 1))));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> placedWith(List.of(item("Red", "3.99", 1001))));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> placedWith(List.of(item("Red", "-0.01", 1))));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  placedWith(
                      List.of(new OrderItem(new Product("guid", "No price", null, null), 1))));
    }

    private static Order placedWith(List<OrderItem> items) {
      return Order.placed("guid", CUSTOMER_ID, new Recipient(NAME, CONTACT, SHIPPING), items, NOW);
    }
  }

  @Nested
  class WhenApproved {

    /** C9: the approval is the request. */
    @Test
    void asksForFulfillmentWithAllThatIsNeeded() {
      Order order = placed();

      order.approve(NOW.plusSeconds(1), "looks good");

      OrderStatusEvent created =
          new OrderStatusEvent(NOW.toEpochMilli(), OrderStatusType.CREATED, null);
      OrderStatusEvent approved =
          new OrderStatusEvent(
              NOW.plusSeconds(1).toEpochMilli(), OrderStatusType.APPROVED, "looks good");
      FulfillmentRequestEvent request = order.newestEvent(order.version() + 1);
      assertThat(request.customerId()).isEqualTo(CUSTOMER_ID);
      assertThat(request.sequence()).isEqualTo(order.version() + 1);
      assertThat(request.timestamp()).isEqualTo(approved.timestamp());
      assertThat(request.name()).isEqualTo(NAME);
      assertThat(request.contact()).isEqualTo(CONTACT);
      assertThat(request.address()).isEqualTo(SHIPPING);
      assertThat(request.order().guid()).isEqualTo(order.id());
      assertThat(request.order().orderStatusEvents()).containsExactly(created, approved);
      assertThat(request.order().orderItems()).isEqualTo(ITEMS);
    }

    @Test
    void isFulfillmentsToDecideOn() {
      assertThat(approved().isWithFulfillment()).isTrue();
      assertThat(TestOrders.in(OrderStatusType.RECEIVED).isWithFulfillment()).isTrue();
      assertThat(TestOrders.in(OrderStatusType.REJECTED).isWithFulfillment()).isFalse();
    }
  }

  @Nested
  class WhenFulfillmentReports {

    private static final List<StatusChange> LIFE =
        List.of(
            report(2, OrderStatusType.PROCESSING),
            report(3, OrderStatusType.SHIPPED),
            report(4, OrderStatusType.IN_TRANSIT),
            report(5, OrderStatusType.RECEIVED),
            report(6, OrderStatusType.RETURNED));

    static Stream<List<StatusChange>> everyOrderOfArrival() {
      return permutations(LIFE);
    }

    @ParameterizedTest
    @MethodSource("everyOrderOfArrival")
    @Tag("B4")
    @Tag("B6")
    void convergesToTheSameHistory(List<StatusChange> arrival) {
      Order order = approved();
      List<StatusChange> told = new ArrayList<>(order.history());
      told.addAll(LIFE);

      for (StatusChange report : arrival) {
        assertThat(order.record(report)).isTrue();
      }

      assertThat(order.history()).isEqualTo(told);
      assertThat(order.status()).isEqualTo(OrderStatusType.RETURNED);
    }

    @Test
    void isWhatItsHighestReportSaysInBetween() {
      Order order = approved();

      order.record(report(3, OrderStatusType.SHIPPED));
      order.record(report(2, OrderStatusType.PROCESSING));

      assertThat(order.status()).isEqualTo(OrderStatusType.SHIPPED);
    }

    @Test
    @Tag("A5")
    @Tag("B7")
    void absorbsARepeatedReport() {
      Order order = approved();
      order.record(report(2, OrderStatusType.PROCESSING));
      List<StatusChange> once = List.copyOf(order.history());

      assertThat(order.record(report(2, OrderStatusType.PROCESSING))).isFalse();

      assertThat(order.history()).isEqualTo(once);
    }

    @Test
    void objectsToAnotherEventOfTheSameSequence() {
      Order order = approved();
      order.record(report(2, OrderStatusType.PROCESSING));
      StatusChange rival =
          StatusChange.reported(
              2,
              new OrderStatusEvent(NOW.toEpochMilli(), OrderStatusType.CANCELLED, null),
              "another event");

      assertThat(order.objectionTo(rival)).contains("another event told this sequence before");
      assertThatIllegalArgumentException().isThrownBy(() -> order.record(rival));
      assertThat(order.status()).isEqualTo(OrderStatusType.PROCESSING);
    }

    @Test
    void keepsOwnAndReportedCountsApart() {
      Order order = placed();
      order.record(report(1, OrderStatusType.PROCESSING));

      assertThat(order.history())
          .extracting(StatusChange::source, StatusChange::sequence)
          .containsExactly(tuple("orders", 1L), tuple("fulfillment", 1L));
      assertThat(order.status()).isEqualTo(OrderStatusType.PROCESSING);
    }

    @Test
    void doesNotJudgeWhetherAReportIsLegal() {
      Order order = approved();

      order.record(report(2, OrderStatusType.RETURNED));
      order.record(report(3, OrderStatusType.PROCESSING));

      assertThat(order.status()).isEqualTo(OrderStatusType.PROCESSING);
    }

    @Test
    void objectsWhenTheHistoryIsFull() {
      Order order = approved();
      for (int sequence = 1; sequence <= Order.MAX_HISTORY - 2; sequence++) {
        order.record(report(sequence, OrderStatusType.PROCESSING));
      }

      assertThat(order.objectionTo(report(Order.MAX_HISTORY, OrderStatusType.SHIPPED)))
          .contains("the order has 500 changes of status already");
      assertThat(order.objectionTo(report(1, OrderStatusType.PROCESSING))).isEmpty();
    }

    private static Stream<List<StatusChange>> permutations(List<StatusChange> reports) {
      if (reports.isEmpty()) {
        return Stream.of(List.of());
      }
      return reports.stream()
          .flatMap(
              first -> {
                List<StatusChange> others = new ArrayList<>(reports);
                others.remove(first);
                return permutations(others)
                    .map(rest -> Stream.concat(Stream.of(first), rest.stream()).toList());
              });
    }
  }

  @Nested
  class WhenImported {

    @Test
    void takesOverItsHistoryAsItsOwn() {
      Order order = imported(OrderStatusType.CREATED, OrderStatusType.REJECTED);

      assertThat(order.status()).isEqualTo(OrderStatusType.REJECTED);
      assertThat(order.placedAt()).isEqualTo(NOW);
      assertThat(order.isWithFulfillment()).isFalse();
      assertThat(order.history()).extracting(StatusChange::sequence).containsExactly(1L, 2L);
    }

    @Test
    void refusesALifeThatNoOrderLives() {
      assertThatExceptionOfType(IllegalStatusChange.class)
          .isThrownBy(() -> imported(OrderStatusType.CREATED, OrderStatusType.SHIPPED));
    }

    private static Order imported(OrderStatusType... life) {
      List<OrderStatusEvent> stations = new ArrayList<>();
      for (OrderStatusType status : life) {
        stations.add(
            new OrderStatusEvent(NOW.plusSeconds(stations.size()).toEpochMilli(), status, null));
      }
      return Order.imported(
          "guid", CUSTOMER_ID, new Recipient(NAME, CONTACT, SHIPPING), ITEMS, stations);
    }
  }

  @Test
  void keepsCentsOfLargeOrders() {
    Order order =
        Order.placed(
            "guid",
            CUSTOMER_ID,
            new Recipient(NAME, CONTACT, SHIPPING),
            Collections.nCopies(100, item("Gold", "99999999.99", 1000)),
            NOW);

    assertThat(order.total()).isEqualByComparingTo(new BigDecimal("9999999999000.00"));
  }
}
