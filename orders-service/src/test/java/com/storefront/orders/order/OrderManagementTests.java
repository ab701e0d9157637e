package com.storefront.orders.order;

import static com.storefront.orders.order.TestOrders.CUSTOMER;
import static com.storefront.orders.order.TestOrders.LINES;
import static com.storefront.orders.order.TestOrders.STAFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import com.storefront.events.Topics;
import com.storefront.events.customer.AddressType;
import com.storefront.events.customer.CustomerChangeEvent;
import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.messaging.aggregate.IdempotencyKey;
import com.storefront.messaging.aggregate.IdempotencyKeyReused;
import com.storefront.messaging.aggregate.StaleVersion;
import com.storefront.messaging.aggregate.VersionMismatch;
import com.storefront.orders.customer.CustomerNotFound;
import com.storefront.orders.customer.Customers;
import com.storefront.orders.customer.NoShippingAddress;
import com.storefront.orders.customer.TestCustomers;
import com.storefront.orders.zone.ShippingZones;
import com.storefront.test.KafkaTestClient;
import com.storefront.test.RealServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

@RealServers
class OrderManagementTests {

  private static final ExpectedVersion ANY = ExpectedVersion.ANY;

  @Autowired OrderManagement management;
  @Autowired Orders orders;
  @Autowired Customers customers;
  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;
  @Autowired OrderManagement.Settings settings;
  @Autowired ShippingZones zones;

  final String customerId = UUID.randomUUID().toString();

  @Test
  void anOrderKeepsTheRecipientAsOfItsPlacing() {
    save(1, AddressType.BILLING, AddressType.SHIPPING);
    Order placed = management.place(customerId, LINES, CUSTOMER, null);

    for (long version = 2; version <= 100; version++) {
      save(version, AddressType.SHIPPING_ALTERNATE);
    }

    Order read = orders.findById(placed.id()).orElseThrow();
    assertThat(read).usingRecursiveComparison().isEqualTo(placed);
    assertThat(read.recipient().contact().email()).isEqualTo(TestCustomers.email(1));
    assertThat(read.recipient().address()).isEqualTo(TestCustomers.address(AddressType.SHIPPING));
  }

  @Test
  void ordersOfADeletedCustomerStay() {
    save(1, AddressType.SHIPPING);
    Order placed = management.place(customerId, LINES, CUSTOMER, null);

    TestCustomers.delete(mongo, customerId, 2);

    assertThat(orders.findById(placed.id())).isPresent();
    assertThatExceptionOfType(CustomerNotFound.class)
        .isThrownBy(() -> management.place(customerId, LINES, CUSTOMER, null));
  }

  @Test
  void cancelsTheUndecidedOrdersOfADeletedCustomer() {
    save(1, AddressType.SHIPPING);
    Order undecided = management.place(customerId, LINES, CUSTOMER, null);
    Order approved = management.place(customerId, LINES, CUSTOMER, null);
    management.approve(approved.id(), ANY, STAFF, null);

    KafkaTestClient.send(
        Topics.CUSTOMER_CHANGE, customerId, 2, "deletion", CustomerChangeEvent.class, null);

    await().until(() -> status(undecided) == OrderStatusType.CANCELLED);
    StatusChange last = orders.findById(undecided.id()).orElseThrow().history().get(1);
    assertThat(last.actor()).isEqualTo(OrderStatusEvent.SYSTEM);
    assertThat(last.note()).isEqualTo("The customer was deleted");
    assertThat(status(approved)).isEqualTo(OrderStatusType.APPROVED);
  }

  @Test
  void cancelsManyOrdersOfManyDeletedCustomers() {
    save(1, AddressType.SHIPPING);
    String other = UUID.randomUUID().toString();
    List<String> placed = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      placed.add(
          store.insert(TestOrders.placed(i % 2 == 0 ? customerId : other, TestOrders.NOW)).id());
    }

    management.onDeleted(List.of(customerId, other));
    management.onDeleted(List.of(customerId, other));

    assertThat(orders.findByIdIn(placed))
        .hasSize(600)
        .allMatch(order -> order.status() == OrderStatusType.CANCELLED && order.version() == 2);
  }

  /** The deletion is consumed between the read of the customer and the insertion of the order. */
  @Test
  void cancelsAnOrderWhoseCustomerIsDeletedWhileItIsPlaced() {
    save(1, AddressType.SHIPPING);
    var customers = mock(Customers.class);
    given(customers.findById(customerId)).willReturn(this.customers.findById(customerId));
    given(customers.existsById(customerId)).willReturn(false);
    var metrics = new OrderMetrics(orders, new SimpleMeterRegistry(), Clock.systemUTC());
    var racing =
        new OrderManagement(orders, customers, store, Clock.systemUTC(), metrics, settings, zones);

    Order placed = racing.place(customerId, LINES, CUSTOMER, null);

    assertThat(placed.status()).isEqualTo(OrderStatusType.CANCELLED);
    assertThat(placed.version()).isEqualTo(2);
  }

  private OrderStatusType status(Order order) {
    return orders.findById(order.id()).orElseThrow().status();
  }

  @Test
  void shipsToTheAlternateAddressOrRefusesTheOrder() {
    save(1, AddressType.BILLING, AddressType.SHIPPING_ALTERNATE);
    assertThat(management.place(customerId, LINES, CUSTOMER, null).recipient().address().type())
        .isEqualTo(AddressType.SHIPPING_ALTERNATE);

    save(2, AddressType.BILLING);
    assertThatExceptionOfType(NoShippingAddress.class)
        .isThrownBy(() -> management.place(customerId, LINES, CUSTOMER, null));
  }

  @Test
  void placesOnceForAKeyEvenIfTheCustomerIsDeletedSince() {
    save(1, AddressType.SHIPPING);
    IdempotencyKey key = new IdempotencyKey("place-order/" + customerId, "key", "digest");
    Order placed = management.place(customerId, LINES, CUSTOMER, key);
    TestCustomers.delete(mongo, customerId, 2);

    assertThat(management.place(customerId, LINES, CUSTOMER, key).id()).isEqualTo(placed.id());
  }

  @Test
  void placesOnceForAKeyThatIsUsedConcurrently() throws Exception {
    save(1, AddressType.SHIPPING);
    IdempotencyKey key = new IdempotencyKey("place-order/" + customerId, "key", "digest");

    List<Order> placed = atOnce(4, () -> management.place(customerId, LINES, CUSTOMER, key));

    assertThat(placed).extracting(Order::id).containsOnly(placed.get(0).id());
    assertThatExceptionOfType(IdempotencyKeyReused.class)
        .isThrownBy(
            () ->
                management.place(
                    customerId,
                    LINES,
                    CUSTOMER,
                    new IdempotencyKey("place-order/" + customerId, "key", "other")));
  }

  @Test
  void appliesOneOfManyConcurrentApprovals() throws Exception {
    save(1, AddressType.SHIPPING);
    Order placed = management.place(customerId, LINES, CUSTOMER, null);

    List<Boolean> applied =
        atOnce(
            8,
            () -> {
              try {
                management.approve(placed.id(), ANY, STAFF, null);
                return true;
              } catch (StaleVersion | IllegalStatusChange refused) {
                return false;
              }
            });

    assertThat(applied).containsOnlyOnce(true);
    Order approved = orders.findById(placed.id()).orElseThrow();
    assertThat(approved.status()).isEqualTo(OrderStatusType.APPROVED);
    assertThat(approved.version()).isEqualTo(2);
    assertThat(mongo.findById(placed.id(), Document.class, "customer.orders"))
        .containsEntry("eventSequence", 2L);
  }

  @Test
  void refusesADecisionOnAnotherVersionThanExpected() {
    save(1, AddressType.SHIPPING);
    Order placed = management.place(customerId, LINES, CUSTOMER, null);

    assertThatExceptionOfType(VersionMismatch.class)
        .isThrownBy(
            () -> management.reject(placed.id(), ExpectedVersion.valueOf("\"2\""), STAFF, null));
    assertThat(orders.findById(placed.id()).orElseThrow().isUndecided()).isTrue();
  }

  @Test
  void refusesADecisionOnAnUnknownOrder() {
    assertThatExceptionOfType(OrderNotFound.class)
        .isThrownBy(() -> management.cancel("unknown", ANY, STAFF, null));
  }

  private void save(long version, AddressType... addresses) {
    TestCustomers.save(mongo, TestCustomers.state(customerId, version, addresses));
  }

  private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
    CyclicBarrier start = new CyclicBarrier(times);
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<Future<T>> calls =
          Stream.generate(
                  () ->
                      threads.submit(
                          () -> {
                            start.await();
                            return call.call();
                          }))
              .limit(times)
              .toList();
      List<T> answers = new ArrayList<>();
      for (Future<T> each : calls) {
        answers.add(each.get());
      }
      return answers;
    } finally {
      threads.shutdown();
    }
  }
}
