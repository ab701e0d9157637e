package com.storefront.orders.order;

import static com.storefront.orders.order.TestOrders.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.events.AddressType;
import com.storefront.events.OrderStatusType;
import com.storefront.messaging.outbox.AggregateStore;
import com.storefront.orders.RealServers;
import com.storefront.orders.customer.Customer;
import com.storefront.orders.customer.Customers;
import com.storefront.orders.customer.TestCustomers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

@RealServers
class SampleOrdersTests {

  @Autowired SampleOrders sample;
  @Autowired Orders orders;
  @Autowired Customers customers;
  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;

  @BeforeEach
  void startWithNothing() {
    mongo.remove(new Query(), Order.class);
    mongo.remove(new Query(), Customer.class);
  }

  @Test
  @Tag("C4")
  void addsFiveHistoriesForWhoeverCanBeShippedTo() {
    know("john", AddressType.BILLING, AddressType.SHIPPING);
    know("mary", AddressType.SHIPPING_ALTERNATE);
    know("billed only", AddressType.BILLING);

    assertThat(sample.place()).isEqualTo(new SampleOrders.Outcome(10, 1));

    assertThat(ordersOf("john"))
        .extracting(Order::status)
        .containsExactlyInAnyOrder(
            OrderStatusType.REJECTED,
            OrderStatusType.RECEIVED,
            OrderStatusType.CANCELLED,
            OrderStatusType.RETURNED,
            OrderStatusType.CREATED);
    assertThat(ordersOf("mary")).hasSize(5);
    assertThat(ordersOf("billed only")).isEmpty();
  }

  @Test
  @Tag("B6")
  void everyHistoryGrowsInTime() {
    know("john", AddressType.SHIPPING);

    sample.place();

    assertThat(ordersOf("john"))
        .allSatisfy(
            order -> {
              assertThat(order.history())
                  .extracting(entry -> entry.at().toEpochMilli())
                  .isSorted()
                  .doesNotHaveDuplicates();
              assertThat(order.history().get(0).at()).isEqualTo(order.placedAt());
            });
    assertThat(ordersOf("john").stream().flatMap(order -> order.history().stream()))
        .extracting(StatusChange::note)
        .filteredOn(note -> note != null)
        .containsExactlyInAnyOrder(
            "Primary credit card expired",
            "Items out of stock",
            "Ordered alternative items",
            "Items damaged during shipping");
  }

  @Test
  @Tag("A7")
  void addsToWhatIsThereInsteadOfReplacingIt() {
    know("john", AddressType.SHIPPING);
    Order own = store.insert(TestOrders.placed("john", NOW));

    sample.place();
    sample.place();

    assertThat(ordersOf("john")).hasSize(11).extracting(Order::id).contains(own.id());
    assertThat(orders.find(own.id()).orElseThrow()).usingRecursiveComparison().isEqualTo(own);
  }

  @Test
  void tellsFulfillmentNothingOfFinishedLives() {
    know("john", AddressType.SHIPPING);

    sample.place();

    assertThat(ordersOf("john")).noneMatch(Order::isWithFulfillment);
    assertThat(mongo.count(Query.query(whereEventTold()), Order.class)).isZero();
  }

  @Test
  @Tag("C2")
  @Tag("C3")
  @Tag("C5")
  @Tag("C6")
  void approvesEveryUndecidedOrderAndNothingElse() {
    know("john", AddressType.SHIPPING);
    know("mary", AddressType.SHIPPING);
    know("no pending order", AddressType.BILLING);
    sample.place();
    sample.place();
    Order rejected = store.insert(TestOrders.placed("mary", NOW));
    rejected.reject(NOW, null);
    store.update(rejected);

    assertThat(sample.approve()).isEqualTo(new SampleOrders.Outcome(4, 0));

    assertThat(orders.page(null, OrderStatusType.APPROVED, all()).getTotalElements()).isEqualTo(4);
    assertThat(orders.find(rejected.id()).orElseThrow().status())
        .isEqualTo(OrderStatusType.REJECTED);
  }

  @Test
  @Tag("B2")
  void sendsNoOrderTwice() {
    know("john", AddressType.SHIPPING);
    sample.place();
    sample.approve();

    assertThat(sample.approve()).isEqualTo(SampleOrders.Outcome.NOTHING);
  }

  @Test
  void worksInBatchesThatMissNobody() {
    int number = 600;
    List<Order> placed =
        new ArrayList<>(
            IntStream.range(0, number)
                .mapToObj(i -> TestOrders.placed("customer " + i % 7, NOW.minusSeconds(i % 3)))
                .toList());
    store.insertAll(placed);

    assertThat(sample.approve()).isEqualTo(new SampleOrders.Outcome(number, 0));
    assertThat(orders.page(null, OrderStatusType.CREATED, all()).getTotalElements()).isZero();
  }

  private void know(String id, AddressType... addresses) {
    TestCustomers.know(customers, TestCustomers.state(id, 1, addresses));
  }

  private List<Order> ordersOf(String customerId) {
    return orders.page(customerId, null, all()).getContent();
  }

  private static PageRequest all() {
    return PageRequest.of(0, 100);
  }

  private static Criteria whereEventTold() {
    return Criteria.where("eventId").exists(true);
  }
}
