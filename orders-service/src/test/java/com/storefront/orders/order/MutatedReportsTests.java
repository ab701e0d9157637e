package com.storefront.orders.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.events.Topics;
import com.storefront.events.order.OrderStatusChangeEvent;
import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.consumer.MutatedRecords;
import com.storefront.test.RealServers;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever a report looks like, it is applied or becomes one dead letter. */
@RealServers
class MutatedReportsTests {

  private static final long SEED = 20261129;
  private static final int ORDERS = 250;
  private static final int CASES = 7_000;

  @Autowired FulfillmentListener listener;
  @Autowired AggregateStore store;
  @Autowired Orders repository;

  @Test
  void areAppliedOrBecomeOneDeadLetter() {
    List<Order> orders = Stream.generate(TestOrders::placed).limit(ORDERS).toList();
    store.insertAll(orders);

    Set<Integer> deadLetters =
        MutatedRecords.consume(
            listener,
            SEED,
            CASES,
            number -> {
              String order = orders.get(number % ORDERS).id();
              long sequence = 2 + number / ORDERS;
              return MutatedRecords.valid(
                  Topics.ORDER_STATUS_CHANGE, number, order, sequence, report(order, sequence));
            });

    List<Integer> applied =
        IntStream.range(0, ORDERS)
            .boxed()
            .flatMap(
                index ->
                    repository.findById(orders.get(index).id()).orElseThrow().history().stream()
                        .filter(StatusChange::isReported)
                        .map(change -> index + ORDERS * (int) (change.sequence() - 2)))
            .toList();
    assertThat(applied).as("seed %d", SEED).doesNotHaveDuplicates();
    assertThat(applied).as("seed %d", SEED).doesNotContainAnyElementsOf(deadLetters);
    assertThat(applied.size() + deadLetters.size()).isEqualTo(CASES);
    assertThat(applied).hasSizeBetween(CASES / 20, CASES / 2);
  }

  private static OrderStatusChangeEvent report(String order, long sequence) {
    return new OrderStatusChangeEvent(
        order,
        sequence,
        new OrderStatusEvent(
            TestOrders.NOW.toEpochMilli() + sequence,
            OrderStatusType.SHIPPED,
            null,
            TestOrders.WAREHOUSE),
        TestOrders.SHIPMENT);
  }
}
