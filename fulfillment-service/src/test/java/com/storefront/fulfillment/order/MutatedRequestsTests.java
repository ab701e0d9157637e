package com.storefront.fulfillment.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.events.Topics;
import com.storefront.messaging.consumer.MutatedRecords;
import com.storefront.test.RealServers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever a request looks like, it is applied or becomes one dead letter. */
@RealServers
class MutatedRequestsTests {

  private static final long SEED = 20261129;
  private static final int CASES = 7_000;

  @Autowired OrderListener listener;
  @Autowired Fulfillments fulfillments;

  @Test
  void areAppliedOrBecomeOneDeadLetter() {
    List<String> orders = new ArrayList<>();
    Set<Integer> deadLetters =
        MutatedRecords.consume(
            listener,
            SEED,
            CASES,
            number -> {
              String order = UUID.randomUUID().toString();
              orders.add(order);
              return MutatedRecords.valid(
                  Topics.FULFILLMENT_REQUEST, number, order, 2, TestFulfillments.request(order));
            });

    Set<Integer> applied = new HashSet<>();
    fulfillments
        .findAllById(orders)
        .forEach(fulfillment -> applied.add(orders.indexOf(fulfillment.id())));
    assertThat(applied).as("seed %d", SEED).doesNotContainAnyElementsOf(deadLetters);
    assertThat(applied.size() + deadLetters.size()).isEqualTo(CASES);
    assertThat(applied).hasSizeBetween(CASES / 20, CASES / 2);
  }
}
