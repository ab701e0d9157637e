package com.storefront.orders.order;

import static com.storefront.orders.order.TestOrders.CONTACT;
import static com.storefront.orders.order.TestOrders.CUSTOMER;
import static com.storefront.orders.order.TestOrders.CUSTOMER_ID;
import static com.storefront.orders.order.TestOrders.ITEMS;
import static com.storefront.orders.order.TestOrders.LINES;
import static com.storefront.orders.order.TestOrders.NAME;
import static com.storefront.orders.order.TestOrders.NOW;
import static com.storefront.orders.order.TestOrders.SHIPMENT;
import static com.storefront.orders.order.TestOrders.SHIPPING;
import static com.storefront.orders.order.TestOrders.STAFF;
import static com.storefront.orders.order.TestOrders.approved;
import static com.storefront.orders.order.TestOrders.item;
import static com.storefront.orders.order.TestOrders.placed;
import static com.storefront.orders.order.TestOrders.received;
import static com.storefront.orders.order.TestOrders.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.events.order.OrderItem;
import com.storefront.events.order.OrderStatusChangeEvent;
import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Product;
import com.storefront.events.order.Shipment;
import com.storefront.test.SavedAggregates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OrderTests {

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
        case APPROVE -> order.approve(NOW.plusSeconds(5), STAFF, "why");
        case REJECT -> order.reject(NOW.plusSeconds(5), STAFF, "why");
        case CANCEL -> order.cancel(NOW.plusSeconds(5), STAFF, "why");
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
  void canBeDecidedOnlyWhileCreated(OrderStatusType status, Command command) {
    Order order = TestOrders.in(status);
    List<StatusChange> before = List.copyOf(order.history());

    if (status == OrderStatusType.CREATED) {
      command.on(order);

      assertThat(order.status()).isEqualTo(command.outcome);
      assertThat(order.history()).startsWith(before.get(0)).hasSize(2);
      assertThat(order.history().get(1).note()).isEqualTo("why");
      assertThat(order.history().get(1).actor()).isEqualTo(STAFF);
    } else {
      assertThatExceptionOfType(IllegalStatusChange.class)
          .isThrownBy(() -> command.on(order))
          .satisfies(
              refusal -> {
                assertThat(refusal.order()).isSameAs(order);
                assertThat(refusal).hasMessageContaining("become " + command.outcome);
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
          .containsExactly(StatusChange.decided(1, OrderStatusType.CREATED, NOW, CUSTOMER, null));
    }

    @Test
    void computesItsTotalExactly() {
      assertThat(placed().lines().total()).isEqualTo("23.95");
    }

    @ParameterizedTest
    @CsvSource({
      "1.50, USD, 2, 3.00",
      "1.990, USD, 1, 1.99",
      "100, EUR, 1, 100.00",
      "100, JPY, 3, 300",
      "0.125, KWD, 4, 0.500",
      "0, USD, 7, 0.00"
    })
    void hasATotalInItsCurrency(String price, String currency, int quantity, String total) {
      OrderLines lines = OrderLines.of(List.of(item("Red", price, currency, quantity)));

      assertThat(lines.total()).hasToString(total);
      assertThat(lines.currency()).hasToString(currency);
    }

    @Test
    void isInDollarsWithoutACurrency() {
      OrderLines lines =
          OrderLines.of(List.of(item("Red", "3", null, 1), item("Blue", "1.1", "USD", 1)));

      assertThat(lines.total()).hasToString("4.10");
      assertThat(lines.items())
          .extracting(OrderItem::product)
          .extracting(Product::currency)
          .containsOnly("USD");
      assertThat(lines.items())
          .extracting(line -> line.product().price())
          .map(String::valueOf)
          .containsExactly("3.00", "1.10");
    }

    @Test
    void refusesInvalidLines() {
      var noPrice = new OrderItem(new Product("guid", "No price", null, null, null), 1);

      for (List<OrderItem> invalid :
          List.of(
              List.<OrderItem>of(),
              Collections.nCopies(101, item("Red", "3.99", 1)),
              List.of(item("Red", "3.99", 1001)),
              List.of(item("Red", "-0.01", 1)),
              List.of(item("Red", "1.999", 1)),
              List.of(item("Red", "1000000000.01", 1)),
              List.of(item("Red", "1E+1000000000", 1)),
              List.of(item("Red", "100.5", "JPY", 1)),
              List.of(item("Red", "1", "XXX", 1)),
              List.of(item("Red", "1", "EUR", 1), item("Blue", "1", "USD", 1)),
              List.of(item("Red", "1", "EUR", 1), item("Blue", "1", null, 1)),
              List.of(noPrice))) {
        assertThatIllegalArgumentException().isThrownBy(() -> OrderLines.of(invalid));
      }
    }

    @Test
    void keepsCentsOfLargeOrders() {
      var lines = OrderLines.of(Collections.nCopies(100, item("Gold", "999999999.99", 1000)));

      assertThat(lines.total()).isEqualTo("99999999999000.00");
    }
  }

  @Nested
  class WhenApproved {

    @Test
    void requestsFulfillmentWithAllThatIsNeeded() {
      Order order = placed();

      order.approve(NOW.plusSeconds(1), STAFF, "looks good");

      OrderStatusEvent created =
          new OrderStatusEvent(NOW.toEpochMilli(), OrderStatusType.CREATED, null, CUSTOMER);
      OrderStatusEvent approved =
          new OrderStatusEvent(
              NOW.plusSeconds(1).toEpochMilli(), OrderStatusType.APPROVED, "looks good", STAFF);
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
    void isDecidedByFulfillment() {
      assertThat(approved().isWithFulfillment()).isTrue();
      assertThat(TestOrders.in(OrderStatusType.RECEIVED).isWithFulfillment()).isTrue();
      assertThat(TestOrders.in(OrderStatusType.REJECTED).isWithFulfillment()).isFalse();
    }
  }

  @Nested
  class WhenFulfillmentReports {

    private static final List<StatusChange> REPORTS =
        List.of(
            report(2, OrderStatusType.PROCESSING),
            report(3, OrderStatusType.SHIPPED),
            report(4, OrderStatusType.IN_TRANSIT),
            report(5, OrderStatusType.RECEIVED),
            report(6, OrderStatusType.RETURNED));

    static Stream<List<StatusChange>> everyOrderOfArrival() {
      return permutations(REPORTS);
    }

    @ParameterizedTest
    @MethodSource("everyOrderOfArrival")
    void convergesToTheSameHistory(List<StatusChange> arrival) {
      Order order = approved();
      List<StatusChange> complete = new ArrayList<>(order.history());
      complete.addAll(REPORTS);

      for (StatusChange report : arrival) {
        assertThat(order.record(report)).isTrue();
      }

      assertThat(order.history()).isEqualTo(complete);
      assertThat(order.status()).isEqualTo(OrderStatusType.RETURNED);
      assertThat(order.shipment()).isEqualTo(SHIPMENT);
    }

    @Test
    void hasTheShipmentOfTheReportWithTheHighestSequence() {
      Order order = approved();
      assertThat(order.shipment()).isNull();
      var corrected = new Shipment("DHL", "JJD 0001");

      order.record(StatusChange.reported(received("event-4", shipped(4, corrected))));
      order.record(report(3, OrderStatusType.SHIPPED));

      assertThat(order.shipment()).isEqualTo(corrected);
    }

    /** An earlier version of fulfillment reports neither actor nor shipment. */
    @Test
    void recordsAReportOfAnEarlierVersion() {
      Order order = approved();
      var change = new OrderStatusEvent(1, OrderStatusType.SHIPPED, null, null);
      var old = new OrderStatusChangeEvent(order.id(), 3, change, null);

      order.record(StatusChange.reported(received("event-3", old)));

      assertThat(order.status()).isEqualTo(OrderStatusType.SHIPPED);
      assertThat(order.shipment()).isNull();
      assertThat(order.history().get(2).actor()).isNull();
    }

    private static OrderStatusChangeEvent shipped(long sequence, Shipment shipment) {
      var change = new OrderStatusEvent(1, OrderStatusType.SHIPPED, null, null);
      return new OrderStatusChangeEvent("guid", sequence, change, shipment);
    }

    @Test
    void hasTheStatusOfTheReportWithTheHighestSequence() {
      Order order = approved();

      order.record(report(3, OrderStatusType.SHIPPED));
      order.record(report(2, OrderStatusType.PROCESSING));

      assertThat(order.status()).isEqualTo(OrderStatusType.SHIPPED);
    }

    @Test
    void ignoresARepeatedReport() {
      Order order = approved();
      order.record(report(2, OrderStatusType.PROCESSING));
      List<StatusChange> once = List.copyOf(order.history());

      assertThat(order.record(report(2, OrderStatusType.PROCESSING))).isFalse();

      assertThat(order.history()).isEqualTo(once);
    }

    @Test
    void rejectsAnotherEventOfTheSameSequence() {
      Order order = approved();
      order.record(report(2, OrderStatusType.PROCESSING));
      StatusChange contradiction =
          StatusChange.reported(
              received(
                  "another event", TestOrders.event(order.id(), 2, OrderStatusType.CANCELLED)));

      assertThat(order.violation(contradiction))
          .contains("another event already has this sequence");
      assertThat(order.record(contradiction)).isFalse();
      assertThat(order.status()).isEqualTo(OrderStatusType.PROCESSING);
    }

    @Test
    void countsDecisionsAndReportsSeparately() {
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
    void rejectsReportsWhenTheHistoryIsFull() {
      Order order = approved();
      for (int sequence = 1; sequence <= StatusHistory.MAX_CHANGES - 2; sequence++) {
        order.record(report(sequence, OrderStatusType.PROCESSING));
      }

      StatusChange next = report(StatusHistory.MAX_CHANGES, OrderStatusType.SHIPPED);
      assertThat(order.violation(next)).contains("the order already has 500 status changes");
      assertThat(order.record(next)).isFalse();
      assertThat(order.violation(report(1, OrderStatusType.PROCESSING))).isEmpty();
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

  @Test
  void canBeCreatedWithAHistory() {
    List<StatusChange> history =
        List.of(
            StatusChange.decided(1, OrderStatusType.CREATED, NOW, CUSTOMER, null),
            StatusChange.decided(2, OrderStatusType.REJECTED, NOW.plusSeconds(1), STAFF, "why"));

    Order order =
        Order.withHistory(
            "guid", CUSTOMER_ID, new Recipient(NAME, CONTACT, SHIPPING), LINES, history);

    assertThat(order.status()).isEqualTo(OrderStatusType.REJECTED);
    assertThat(order.placedAt()).isEqualTo(NOW);
    assertThat(order.history()).isEqualTo(history);
    assertThat(order.isWithFulfillment()).isFalse();
    assertThat(SavedAggregates.eventOf(order)).isNull();
  }
}
