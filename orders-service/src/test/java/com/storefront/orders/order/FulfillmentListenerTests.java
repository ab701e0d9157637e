package com.storefront.orders.order;

import static com.storefront.orders.order.TestOrders.CUSTOMER;
import static com.storefront.orders.order.TestOrders.NOW;
import static com.storefront.orders.order.TestOrders.SHIPMENT;
import static com.storefront.orders.order.TestOrders.STAFF;
import static com.storefront.orders.order.TestOrders.WAREHOUSE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import com.storefront.events.Topics;
import com.storefront.events.order.OrderStatusChangeEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.StaleVersion;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.EventHandler.AppliedEvent;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.orders.customer.Customers;
import com.storefront.test.KafkaTestClient;
import com.storefront.test.RealServers;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RealServers
class FulfillmentListenerTests {

  @Autowired FulfillmentListener listener;
  @Autowired Orders orders;
  @Autowired AggregateStore store;
  @Autowired Customers customers;
  @Autowired OrderMetrics metrics;
  @Autowired OrderManagement.Settings settings;

  @Test
  void convergesToTheSameHistoryInWhateverOrderReportsArrive() {
    Order order = approved();

    Stream.of(4, 2, 2, 5, 4, 3, 2).forEach(sequence -> publish(report(order, sequence)));

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
    assertThat(read(order).history())
        .extracting(StatusChange::actor)
        .containsExactly(CUSTOMER, STAFF, WAREHOUSE, WAREHOUSE, WAREHOUSE, WAREHOUSE);
    assertThat(read(order).shipment()).isEqualTo(SHIPMENT);
  }

  @Test
  void recordsTheReportsOfAnEarlierVersion() {
    Order order = approved();
    byte[] golden =
        """
        {"guid": "%s", "sequence": 2, "orderStatusEvent":
          {"timestamp": 1795229296619, "orderStatusType": "PROCESSING", "note": null}}"""
            .formatted(order.id())
            .getBytes(UTF_8);

    KafkaTestClient.send(
        Topics.ORDER_STATUS_CHANGE, order.id(), 2, "old", OrderStatusChangeEvent.class, golden);

    await().untilAsserted(() -> assertThat(read(order).history()).hasSize(3));
    assertThat(read(order).history().get(2).actor()).isNull();
    assertThat(read(order).shipment()).isNull();
  }

  @Test
  void sendsInvalidEventsToTheDeadLettersAndAppliesTheOthers() {
    Order order = approved();
    OrderStatusChangeEvent ofUnknownOrder = report(TestOrders.placed(), 2);

    publish(ofUnknownOrder);
    publish(report(order, 2));
    KafkaTestClient.publish(
        Topics.ORDER_STATUS_CHANGE, order.id(), 2, "another event", report(order, 2));
    publish(report(order, 3));

    await()
        .untilAsserted(() -> assertThat(read(order).status()).isEqualTo(OrderStatusType.SHIPPED));
    assertThat(causes(ofUnknownOrder.guid())).containsExactly("unknown order");
    assertThat(causes(order.id())).containsExactly("another event already has this sequence");
    assertThat(read(order).history()).hasSize(4);
  }

  @Test
  void storesThePositionsOfTheReports() {
    Order order = approved();

    publish(report(order, 3));
    publish(report(order, 2));

    await().untilAsserted(() -> assertThat(listener.applied(order.id())).hasSize(2));
    var records = KafkaTestClient.records(Topics.ORDER_STATUS_CHANGE, order.id());
    assertThat(listener.applied(order.id()))
        .extracting(AppliedEvent::position)
        .containsExactly(position(records.get(1)), position(records.get(0)));
    assertThat(listener.applied("unknown")).isEmpty();
  }

  private static String position(ConsumerRecord<?, ?> record) {
    return "%s~%d~%d".formatted(record.topic(), record.partition(), record.offset());
  }

  private static List<String> causes(String key) {
    String topic = Topics.ORDER_STATUS_CHANGE + "-dlt";
    return await()
        .until(() -> KafkaTestClient.records(topic, key), records -> !records.isEmpty())
        .stream()
        .map(record -> KafkaTestClient.header(record, "dlt_cause"))
        .toList();
  }

  @Test
  void writesEachOrderOncePerBatch() {
    Order order = approved();
    Order other = approved();

    listener.on(
        new EventBatch<>(
            List.of(event(order, 3), event(other, 2), event(order, 2), event(order, 3))));

    assertThat(read(order).version()).isEqualTo(order.version() + 1);
    assertThat(read(order).history()).hasSize(4);
    assertThat(read(other).version()).isEqualTo(other.version() + 1);
  }

  @Test
  void writesNothingWhenAllChangesAreKnown() {
    Order order = approved();
    listener.on(new EventBatch<>(List.of(event(order, 2))));
    long version = read(order).version();

    listener.on(new EventBatch<>(List.of(event(order, 2))));

    assertThat(read(order).version()).isEqualTo(version);
  }

  @Test
  void repeatsUpdatesThatLostARace() throws Exception {
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
                                new EventBatch<>(
                                    contended.stream()
                                        .map(order -> event(order, sequence))
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
  void failsWhenNoAttemptSucceeds() {
    Order order = approved();
    AggregateStore refusing = mock();
    given(refusing.updateAll(anyCollection())).willReturn(0);

    assertThatExceptionOfType(StaleVersion.class)
        .isThrownBy(
            () ->
                new OrderManagement(
                        orders, customers, refusing, Clock.systemUTC(), metrics, settings, mock())
                    .recordStatusChanges(new EventBatch<>(List.of(event(order, 2)))));
  }

  @Test
  void rejectsATombstone() {
    Order order = approved();
    ReceivedEvent<OrderStatusChangeEvent> tombstone =
        new ReceivedEvent<>(order.id(), 2, "event", NOW, "reports~0~2", null);
    EventBatch<OrderStatusChangeEvent> batch =
        new EventBatch<>(List.of(tombstone, event(order, 3)));

    listener.on(batch);

    assertThat(batch.rejected()).containsExactly(tombstone);
    assertThat(read(order).status()).isEqualTo(OrderStatusType.SHIPPED);
  }

  private Order approved() {
    Order order = store.insert(TestOrders.placed(UUID.randomUUID().toString(), NOW));
    order.approve(NOW.plusSeconds(1), TestOrders.STAFF, null);
    store.update(order);
    return order;
  }

  private Order read(Order order) {
    return orders.findById(order.id()).orElseThrow();
  }

  private static void publish(OrderStatusChangeEvent event) {
    KafkaTestClient.publish(Topics.ORDER_STATUS_CHANGE, event.guid(), event.sequence(), event);
  }

  private static ReceivedEvent<OrderStatusChangeEvent> event(Order order, long sequence) {
    return TestOrders.received("event-" + sequence, report(order, sequence));
  }

  private static OrderStatusChangeEvent report(Order order, long sequence) {
    OrderStatusType status =
        List.of(
                OrderStatusType.PROCESSING,
                OrderStatusType.SHIPPED,
                OrderStatusType.IN_TRANSIT,
                OrderStatusType.RECEIVED)
            .get((int) sequence - 2);
    return TestOrders.event(order.id(), sequence, status);
  }
}
