package com.storefront.orders.customer;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.storefront.events.Topics;
import com.storefront.events.customer.AddressType;
import com.storefront.messaging.consumer.MutatedRecords;
import com.storefront.test.RealServers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

/** Whatever a change of a customer looks like, it is applied or becomes one dead letter. */
@RealServers
class MutatedCustomersTests {

  private static final long SEED = 20261129;
  private static final int CASES = 7_000;

  @Autowired CustomerListener listener;
  @Autowired MongoOperations mongo;

  @Test
  void areAppliedOrBecomeOneDeadLetter() {
    List<String> customers = new ArrayList<>();
    Set<Integer> deadLetters =
        MutatedRecords.consume(
            listener,
            SEED,
            CASES,
            number -> {
              String id = UUID.randomUUID().toString();
              customers.add(id);
              return MutatedRecords.valid(
                  Topics.CUSTOMER_CHANGE,
                  number,
                  id,
                  1,
                  TestCustomers.state(id, 1, AddressType.BILLING, AddressType.SHIPPING));
            });

    Set<Integer> applied = new HashSet<>();
    mongo
        .getCollection("customers")
        .find(Filters.in("_id", customers))
        .forEach(copy -> applied.add(customers.indexOf(copy.getString("_id"))));
    assertThat(applied).as("seed %d", SEED).doesNotContainAnyElementsOf(deadLetters);
    assertThat(applied.size() + deadLetters.size()).isEqualTo(CASES);
    assertThat(applied).hasSizeBetween(CASES / 20, CASES / 2);
  }
}
