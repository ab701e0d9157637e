package com.storefront.orders.order;

import static com.storefront.orders.order.TestOrders.CUSTOMER;
import static com.storefront.orders.order.TestOrders.LINES;
import static com.storefront.orders.order.TestOrders.STAFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.customer.AddressType;
import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.messaging.aggregate.IdempotencyKey;
import com.storefront.messaging.aggregate.StaleVersion;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.orders.customer.TestCustomers;
import com.storefront.test.RealServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.TestPropertySource;

/** What happens to orders by the passage of time. */
@RealServers
@TestPropertySource(
    properties = {"storefront.privacy.retain=0s", "storefront.timers.poll-interval=20ms"})
class OrderTimersTests {

  private static final ExpectedVersion ANY = ExpectedVersion.ANY;
  private static final int RACES = 1_000;

  @Autowired OrderManagement management;
  @Autowired Orders orders;
  @Autowired AggregateStore store;
  @Autowired Clock clock;
  @Autowired MongoOperations mongo;

  private final String customerId = UUID.randomUUID().toString();

  @Test
  void anOrderExpiresAfterThreeDays() {
    TestCustomers.save(mongo, TestCustomers.state(customerId, 1, AddressType.SHIPPING));

    Order placed = management.place(customerId, LINES, CUSTOMER, null);

    assertThat(Duration.between(placed.placedAt(), placed.expiresAt().orElseThrow()))
        .isBetween(Duration.ofHours(72).minusMillis(1), Duration.ofHours(72));
    assertThat(read(placed).expiresAt()).isEqualTo(placed.expiresAt());
  }

  @Test
  void cancelsAnOrderThatIsNotDecidedInTime() {
    Order order = expiring(clock.instant());

    await().until(() -> read(order).status() == OrderStatusType.CANCELLED);

    StatusChange last = read(order).history().get(1);
    assertThat(last.actor()).isEqualTo(OrderStatusEvent.SYSTEM);
    assertThat(last.note()).isEqualTo("Not decided in time");
    assertThat(read(order).expiresAt()).isEmpty();
    assertThat(document(order)).doesNotContainKey("timers").containsEntry("version", 2L);
  }

  @ParameterizedTest
  @EnumSource(names = {"APPROVED", "REJECTED", "CANCELLED"})
  void aDecidedOrderDoesNotExpire(OrderStatusType decision) {
    Order order = expiring(clock.instant().plus(Duration.ofHours(1)));

    switch (decision) {
      case APPROVED -> management.approve(order.id(), ANY, STAFF, null);
      case REJECTED -> management.reject(order.id(), ANY, STAFF, null);
      default -> management.cancel(order.id(), ANY, CUSTOMER, null);
    }

    assertThat(document(order)).doesNotContainKey("timers");
  }

  /** Orders expire while they are approved: one of both has an effect. */
  @Test
  void anApprovalAndAnExpiryNeverBothSucceed() throws Exception {
    List<Order> raced = new ArrayList<>();
    List<Future<Boolean>> approvals = new ArrayList<>();
    Set<Boolean> outcomes = new HashSet<>();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int i = 0; i < RACES; i++) {
        Order order = expiring(clock.instant().plusMillis(i % 50));
        raced.add(order);
        approvals.add(threads.submit((Callable<Boolean>) () -> approves(order)));
      }
      for (int i = 0; i < RACES; i++) {
        boolean approved = approvals.get(i).get();
        outcomes.add(approved);
        Order order = raced.get(i);
        OrderStatusType expected = approved ? OrderStatusType.APPROVED : OrderStatusType.CANCELLED;
        assertThat(read(order).history())
            .extracting(StatusChange::status)
            .containsExactly(OrderStatusType.CREATED, expected);
        assertThat(document(order).containsKey("eventId")).isEqualTo(approved);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(outcomes).as("both happened").hasSize(2);
  }

  /** Whether the approval succeeded; if not, the caller gets a reason. */
  private boolean approves(Order order) {
    try {
      management.approve(order.id(), ANY, STAFF, null);
      return true;
    } catch (IllegalStatusChange | StaleVersion refused) {
      return false;
    }
  }

  @Test
  void erasesAFinishedOrderOfADeletedCustomer() {
    Order order = TestOrders.placed(customerId, TestOrders.NOW);
    order.createdBy(new IdempotencyKey(customerId, "mary@example.com", "hash"));
    store.insert(order);

    management.onDeleted(List.of(customerId));

    await().until(() -> read(order).erasure() != null);
    Order erased = read(order);
    assertThat(erased.recipient()).isNull();
    assertThat(erased.erasure().country()).isEqualTo("US");
    assertThat(erased.lines()).isEqualTo(order.lines());
    assertThat(erased.status()).isEqualTo(OrderStatusType.CANCELLED);
    assertThat(erased.history()).allMatch(change -> change.note() == null);
    assertThat(erased.history().get(0).actor()).isNull();
    assertThat(document(order))
        .doesNotContainKeys("recipient", "idempotencyKey", "timers", "eventId");
  }

  /** Fulfillment then erases its copy. */
  @Test
  void withdrawsTheRequestOfAnErasedOrder() {
    Order order = approved();
    record(order, 2, OrderStatusType.CANCELLED);
    management.onDeleted(List.of(customerId));
    await().until(() -> read(order).erasure() != null);

    Order erased = read(order);
    assertThat(erased.newestEvent(erased.version())).isNull();
    assertThat(document(order)).containsEntry("eventSequence", erased.version());
  }

  @Test
  void erasesAnOpenOrderOnceItIsFinished() {
    Order order = approved();
    management.onDeleted(List.of(customerId));
    record(order, 2, OrderStatusType.PROCESSING);
    assertThat(document(order)).doesNotContainKey("timers");

    record(order, 3, OrderStatusType.SHIPPED);
    record(order, 4, OrderStatusType.RECEIVED);

    await().until(() -> read(order).erasure() != null);
    Order erased = read(order);
    assertThat(erased.status()).isEqualTo(OrderStatusType.RECEIVED);
    assertThat(erased.shipment().trackingNumber()).isNull();
    assertThat(erased.shipment().carrier()).isEqualTo(TestOrders.SHIPMENT.carrier());
  }

  @Test
  void keepsTheFinishedOrderOfAnExistingCustomer() {
    Order order = approved();

    record(order, 2, OrderStatusType.CANCELLED);

    assertThat(document(order)).doesNotContainKey("timers");
  }

  private Order expiring(Instant at) {
    Order order = TestOrders.placed(customerId, TestOrders.NOW);
    order.expireAt(at);
    return store.insert(order);
  }

  private Order approved() {
    Order order = store.insert(TestOrders.placed(customerId, TestOrders.NOW));
    return management.approve(order.id(), ANY, STAFF, null);
  }

  private void record(Order order, long sequence, OrderStatusType status) {
    management.recordStatusChanges(
        new EventBatch<>(
            List.of(
                new ReceivedEvent<>(
                    order.id(),
                    sequence,
                    order.id() + sequence,
                    TestOrders.NOW,
                    "reports~0~" + sequence,
                    TestOrders.event(order.id(), sequence, status)))));
  }

  private Order read(Order order) {
    return orders.findById(order.id()).orElseThrow();
  }

  private Document document(Order order) {
    return mongo.getCollection("customer.orders").find(new Document("_id", order.id())).first();
  }
}
