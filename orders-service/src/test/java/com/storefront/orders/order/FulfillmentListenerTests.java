package com.storefront.orders.order;

import static com.storefront.orders.order.TestOrders.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import com.storefront.events.OrderStatusChangeEvent;
import com.storefront.events.OrderStatusEvent;
import com.storefront.events.OrderStatusType;
import com.storefront.events.Topics;
import com.storefront.messaging.follower.Fact;
import com.storefront.messaging.follower.Facts;
import com.storefront.messaging.outbox.AggregateStore;
import com.storefront.messaging.outbox.StaleVersion;
import com.storefront.orders.OtherServices;
import com.storefront.orders.RealServers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RealServers
class FulfillmentListenerTests {

  @Autowired FulfillmentListener listener;
  @Autowired Orders orders;
  @Autowired AggregateStore store;
  @Autowired OrderMetrics metrics;

  @Test
  @Tag("A5")
  @Tag("B4")
  @Tag("B7")
  void historyConvergesHoweverTheReportsCome() {
    Order order = approved();

    Stream.of(4, 2, 2, 5, 4, 3, 2).forEach(sequence -> OtherServices.tell(report(order, sequence)));

    await().untilAsserted(() -> assertThat(read(order).history()).hasSize(6));
    assertThat(read(order).history())
        .extracting(StatusChange::status)
        .containsExactly(
            OrderStatusType.CREATED,
            OrderStatusType.APPROVED,
            OrderStatusType.PROCESSING,
            OrderStatusType.SHIPPED,
            OrderStatusType.IN_TRANSIT,
            OrderStatusType.RECEIVED);
    assertThat(read(order).status()).isEqualTo(OrderStatusType.RECEIVED);
  }

  @Test
  @Tag("A8")
  void setsAsideWhatCanNotBeTrueAndGoesOn() {
    Order order = approved();
    OrderStatusChangeEvent ofNoOrder = report(TestOrders.placed(), 2);

    OtherServices.tell(ofNoOrder);
    OtherServices.tell(report(order, 2));
    OtherServices.tell(report(order, 2), "another event");
    OtherServices.tell(report(order, 3));

    await()
        .untilAsserted(() -> assertThat(read(order).status()).isEqualTo(OrderStatusType.SHIPPED));
    assertThat(causes(ofNoOrder.guid())).containsExactly("unknown order");
    assertThat(causes(order.id())).containsExactly("another event told this sequence before");
    assertThat(read(order).history()).hasSize(4);
  }

  private static List<String> causes(String key) {
    List<String> causes = new ArrayList<>();
    await()
        .until(
            () -> {
              causes.clear();
              OtherServices.heard(Topics.ORDER_STATUS_CHANGE + Topics.DEAD_LETTER_SUFFIX, key)
                  .forEach(letter -> causes.add(OtherServices.header(letter, "dlt_cause")));
              return !causes.isEmpty();
            });
    return causes;
  }

  @Test
  void writesAnOrderOnceABatch() {
    Order order = approved();
    Order other = approved();

    listener.on(
        new Facts<>(List.of(fact(order, 3), fact(other, 2), fact(order, 2), fact(order, 3))));

    assertThat(read(order).version()).isEqualTo(order.version() + 1);
    assertThat(read(order).history()).hasSize(4);
    assertThat(read(other).version()).isEqualTo(other.version() + 1);
  }

  @Test
  void writesNothingWhenAllIsKnown() {
    Order order = approved();
    listener.on(new Facts<>(List.of(fact(order, 2))));
    long version = read(order).version();

    listener.on(new Facts<>(List.of(fact(order, 2))));

    assertThat(read(order).version()).isEqualTo(version);
  }

  @Test
  void appliesAgainWhatLostARace() throws Exception {
    List<Order> contended = Stream.generate(this::approved).limit(10).toList();
    int racers = 4;
    CyclicBarrier start = new CyclicBarrier(racers);
    ExecutorService threads = Executors.newFixedThreadPool(racers);
    try {
      List<? extends Future<?>> running =
          LongStream.range(2, 2 + racers)
              .mapToObj(
                  sequence ->
                      threads.submit(
                          () -> {
                            start.await();
                            listener.on(
                                new Facts<>(
                                    contended.stream()
                                        .map(order -> fact(order, sequence))
                                        .toList()));
                            return null;
                          }))
              .toList();
      for (Future<?> racer : running) {
        racer.get();
      }
    } finally {
      threads.shutdown();
    }

    assertThat(contended)
        .allSatisfy(order -> assertThat(read(order).history()).hasSize(2 + racers));
  }

  @Test
  void givesUpWhenNobodyMovesOn() {
    Order order = approved();
    AggregateStore refusing = mock();
    given(refusing.updateAll(anyCollection())).willReturn(0);

    assertThatExceptionOfType(StaleVersion.class)
        .isThrownBy(
            () ->
                new FulfillmentListener(orders, refusing, metrics)
                    .on(new Facts<>(List.of(fact(order, 2)))));
  }

  @Test
  void rejectsATombstone() {
    Order order = approved();
    Fact<OrderStatusChangeEvent> tombstone = new Fact<>(order.id(), 2, "event", NOW, null);
    Facts<OrderStatusChangeEvent> facts = new Facts<>(List.of(tombstone, fact(order, 3)));

    listener.on(facts);

    assertThat(facts.rejected()).containsExactly(tombstone);
    assertThat(read(order).status()).isEqualTo(OrderStatusType.SHIPPED);
  }

  private Order approved() {
    Order order = store.insert(TestOrders.placed(UUID.randomUUID().toString(), NOW));
    order.approve(NOW.plusSeconds(1), null);
    store.update(order);
    return order;
  }

  private Order read(Order order) {
    return orders.find(order.id()).orElseThrow();
  }

  private static Fact<OrderStatusChangeEvent> fact(Order order, long sequence) {
    return new Fact<>(order.id(), sequence, "event-" + sequence, NOW, report(order, sequence));
  }

  private static OrderStatusChangeEvent report(Order order, long sequence) {
    OrderStatusType status =
        List.of(
                OrderStatusType.PROCESSING,
                OrderStatusType.SHIPPED,
                OrderStatusType.IN_TRANSIT,
                OrderStatusType.RECEIVED)
            .get((int) sequence - 2);
    return new OrderStatusChangeEvent(
        order.id(),
        sequence,
        new OrderStatusEvent(NOW.plusSeconds(sequence).toEpochMilli(), status, null));
  }
}
