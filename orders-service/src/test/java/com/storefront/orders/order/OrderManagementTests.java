package com.storefront.orders.order;

import static com.storefront.orders.order.TestOrders.ITEMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.storefront.events.AddressType;
import com.storefront.events.OrderStatusType;
import com.storefront.messaging.outbox.IdempotencyKey;
import com.storefront.messaging.outbox.IdempotencyKeyReused;
import com.storefront.messaging.outbox.StaleVersion;
import com.storefront.orders.RealServers;
import com.storefront.orders.customer.Customers;
import com.storefront.orders.customer.TestCustomers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

@RealServers
class OrderManagementTests {

  private static final LongConsumer ANY = version -> {};

  @Autowired OrderManagement management;
  @Autowired Orders orders;
  @Autowired Customers customers;
  @Autowired MongoOperations mongo;

  final String customerId = UUID.randomUUID().toString();

  @Test
  @Tag("A1")
  void anOrderKeepsTheRecipientAsOfItsPlacing() {
    know(1, AddressType.BILLING, AddressType.SHIPPING);
    Order placed = management.place(customerId, ITEMS, null);

    for (long version = 2; version <= 100; version++) {
      know(version, AddressType.SHIPPING_ALTERNATE);
    }

    Order read = orders.find(placed.id()).orElseThrow();
    assertThat(read).usingRecursiveComparison().isEqualTo(placed);
    assertThat(read.recipient().contact().email()).isEqualTo(TestCustomers.email(1));
    assertThat(read.recipient().address()).isEqualTo(TestCustomers.address(AddressType.SHIPPING));
  }

  @Test
  @Tag("A6")
  void ordersOfADeletedCustomerStay() {
    know(1, AddressType.SHIPPING);
    Order placed = management.place(customerId, ITEMS, null);

    TestCustomers.forget(customers, customerId, 2);

    assertThat(orders.find(placed.id())).isPresent();
    assertThatExceptionOfType(CustomerUnknown.class)
        .isThrownBy(() -> management.place(customerId, ITEMS, null));
  }

  @Test
  @Tag("C4")
  void shipsToTheAlternateAddressOrRefuses() {
    know(1, AddressType.BILLING, AddressType.SHIPPING_ALTERNATE);
    assertThat(management.place(customerId, ITEMS, null).recipient().address().type())
        .isEqualTo(AddressType.SHIPPING_ALTERNATE);

    know(2, AddressType.BILLING);
    assertThatExceptionOfType(NoShippingAddress.class)
        .isThrownBy(() -> management.place(customerId, ITEMS, null));
  }

  @Test
  void placesOnceForAKeyWhateverBecomesOfTheCustomer() {
    know(1, AddressType.SHIPPING);
    IdempotencyKey key = new IdempotencyKey("place-order/" + customerId, "key", "digest");
    Order placed = management.place(customerId, ITEMS, key);
    TestCustomers.forget(customers, customerId, 2);

    assertThat(management.place(customerId, ITEMS, key).id()).isEqualTo(placed.id());
  }

  @Test
  void placesOnceForAKeyUsedTwiceAtOnce() throws Exception {
    know(1, AddressType.SHIPPING);
    IdempotencyKey key = new IdempotencyKey("place-order/" + customerId, "key", "digest");

    List<Order> placed = atOnce(4, () -> management.place(customerId, ITEMS, key));

    assertThat(placed).extracting(Order::id).containsOnly(placed.get(0).id());
    assertThatExceptionOfType(IdempotencyKeyReused.class)
        .isThrownBy(
            () ->
                management.place(
                    customerId,
                    ITEMS,
                    new IdempotencyKey("place-order/" + customerId, "key", "other")));
  }

  /** The approval and its event are one change, so a second approval has nothing to tell. */
  @Test
  @Tag("B2")
  @Tag("B8")
  void oneOfManyApprovalsAtOnceApplies() throws Exception {
    know(1, AddressType.SHIPPING);
    Order placed = management.place(customerId, ITEMS, null);

    List<Boolean> applied =
        atOnce(
            8,
            () -> {
              try {
                management.approve(placed.id(), ANY, null);
                return true;
              } catch (StaleVersion | IllegalStatusChange refused) {
                return false;
              }
            });

    assertThat(applied).containsOnlyOnce(true);
    Order approved = orders.find(placed.id()).orElseThrow();
    assertThat(approved.status()).isEqualTo(OrderStatusType.APPROVED);
    assertThat(approved.version()).isEqualTo(2);
    assertThat(mongo.findById(placed.id(), Document.class, "customer.orders"))
        .containsEntry("eventSequence", 2L);
  }

  @Test
  void decidesNothingOnAnotherVersionThanExpected() {
    know(1, AddressType.SHIPPING);
    Order placed = management.place(customerId, ITEMS, null);

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                management.reject(
                    placed.id(),
                    version -> {
                      throw new IllegalArgumentException("expected another than " + version);
                    },
                    null))
        .withMessage("expected another than 1");
    assertThat(orders.find(placed.id()).orElseThrow().isUndecided()).isTrue();
  }

  @Test
  void decidesNothingAboutAnUnknownOrder() {
    assertThatExceptionOfType(OrderNotFound.class)
        .isThrownBy(() -> management.cancel("nobody's", ANY, null));
  }

  private void know(long version, AddressType... addresses) {
    TestCustomers.know(customers, TestCustomers.state(customerId, version, addresses));
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
