package com.storefront.orders.sample;

import static com.storefront.orders.order.TestOrders.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.events.customer.AddressType;
import com.storefront.events.order.OrderStatusType;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.orders.customer.Customer;
import com.storefront.orders.customer.TestCustomers;
import com.storefront.orders.order.Order;
import com.storefront.orders.order.OrderManagement;
import com.storefront.orders.order.OrderQueries.Filter;
import com.storefront.orders.order.Orders;
import com.storefront.orders.order.StatusChange;
import com.storefront.orders.order.TestOrders;
import com.storefront.test.RealServers;
import com.storefront.web.sample.SampleCustomers;
import com.storefront.web.sample.SampleStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

@RealServers
class SampleOrdersTests {

  @Autowired SampleOrders sample;
  @Autowired Orders orders;
  @Autowired OrderManagement management;
  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;

  @BeforeEach
  void startWithNothing() {
    mongo.remove(new Query(), Order.class);
    mongo.remove(new Query(), Customer.class);
  }

  @Test
  void addsFiveOrdersForEachCustomerWithAShippingAddress() {
    save("john", AddressType.BILLING, AddressType.SHIPPING);
    save("mary", AddressType.SHIPPING_ALTERNATE);
    save("billed only", AddressType.BILLING);

    assertCounts(sample.place(), 10, 1);

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
  void addsHistoriesInTheOrderOfTime() {
    save("john", AddressType.SHIPPING);

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
    assertThat(ordersOf("john").stream().flatMap(order -> order.history().stream()))
        .extracting(StatusChange::actor)
        .containsOnly("system");
  }

  @Test
  void keepsExistingOrders() {
    save("john", AddressType.SHIPPING);
    Order own = store.insert(TestOrders.placed("john", NOW));

    sample.place();
    sample.place();

    assertThat(ordersOf("john")).hasSize(11).extracting(Order::id).contains(own.id());
    assertThat(orders.findById(own.id()).orElseThrow()).usingRecursiveComparison().isEqualTo(own);
  }

  @Test
  void publishesNothingForFinishedOrders() {
    save("john", AddressType.SHIPPING);

    sample.place();

    assertThat(ordersOf("john")).noneMatch(Order::isWithFulfillment);
    assertThat(mongo.count(Query.query(whereEventExists()), Order.class)).isZero();
  }

  @Test
  void approvesEveryUndecidedOrderAndNoOther() {
    save("john", AddressType.SHIPPING);
    save("mary", AddressType.SHIPPING);
    save("no pending order", AddressType.BILLING);
    sample.place();
    sample.place();
    Order rejected = store.insert(TestOrders.placed("mary", NOW));
    management.reject(rejected.id(), ExpectedVersion.ANY, TestOrders.STAFF, null);

    assertCounts(sample.approve(), 4, 0);

    assertThat(orders.findPage(in(OrderStatusType.APPROVED), all()).getTotalElements())
        .isEqualTo(4);
    assertThat(orders.findById(rejected.id()).orElseThrow().status())
        .isEqualTo(OrderStatusType.REJECTED);
  }

  @Test
  void touchesSampleCustomersAndTheirOrdersOnly() {
    save("john", AddressType.SHIPPING);
    TestCustomers.save(mongo, TestCustomers.state("ada", 1, AddressType.SHIPPING));
    Order other = store.insert(TestOrders.placed("ada", NOW));
    setEmail(Order.class, other.id(), "recipient.contact.email", "ada@example.com");

    assertCounts(sample.place(), 5, 0);
    assertCounts(sample.approve(), 1, 0);

    assertThat(ordersOf("ada")).extracting(Order::id).containsExactly(other.id());
    assertThat(orders.findById(other.id()).orElseThrow().status())
        .isEqualTo(OrderStatusType.CREATED);
  }

  @Test
  void requestsFulfillmentOfAnOrderOnce() {
    save("john", AddressType.SHIPPING);
    sample.place();
    sample.approve();

    assertCounts(sample.approve(), 0, 0);
  }

  @Test
  void approvesAllOrdersOfSeveralBatches() {
    int number = 600;
    List<Order> placed =
        new ArrayList<>(
            IntStream.range(0, number)
                .mapToObj(i -> TestOrders.placed("customer " + i % 7, NOW.minusSeconds(i % 3)))
                .toList());
    store.insertAll(placed);

    assertCounts(sample.approve(), number, 0);
    assertThat(orders.findPage(in(OrderStatusType.CREATED), all()).getTotalElements()).isZero();
  }

  /** Saves the copy of a sample customer. */
  private void save(String id, AddressType... addresses) {
    TestCustomers.save(mongo, TestCustomers.state(id, 1, addresses));
    setEmail(Customer.class, id, "contact.email", SampleCustomers.JOHN);
  }

  private void setEmail(Class<?> type, String id, String field, String email) {
    mongo.updateFirst(Query.query(Criteria.where("id").is(id)), Update.update(field, email), type);
  }

  private static void assertCounts(SampleStep step, long affected, long skipped) {
    assertThat(step.affected()).isEqualTo(affected);
    assertThat(step.skipped()).isEqualTo(skipped);
  }

  private List<Order> ordersOf(String customerId) {
    return orders.findPage(Filter.ofCustomer(customerId), all()).getContent();
  }

  private static Filter in(OrderStatusType status) {
    return new Filter(Set.of(status), null, null, null, null, null, null, null);
  }

  private static PageRequest all() {
    return PageRequest.of(0, 100, Orders.NEWEST_FIRST);
  }

  private static Criteria whereEventExists() {
    return Criteria.where("eventId").exists(true);
  }
}
