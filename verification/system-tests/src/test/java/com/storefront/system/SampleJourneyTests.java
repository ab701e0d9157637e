package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The seven sample steps of the 2021 demo. */
class SampleJourneyTests {

  private static final List<String> STEPS =
      List.of(
          "/accounts/customers/sample",
          "/orders/customers/sample/orders",
          "/orders/customers/sample/fulfill",
          "/fulfillment/fulfillments/sample/process",
          "/fulfillment/fulfillments/sample/ship",
          "/fulfillment/fulfillments/sample/in-transit",
          "/fulfillment/fulfillments/sample/receive");

  private final Storefront storefront = Storefront.running();
  private final Api api = storefront.api();

  @Test
  void deliversThePendingOrdersOfSampleCustomersEachTimeTheStepsAreCalledByGet() {
    Set<String> others = orders("CREATED");
    for (int run = 1; run <= 2; run++) {
      call(STEPS.subList(0, 2));
      Set<String> pending = orders("CREATED");
      pending.removeAll(others);
      assertThat(pending).as("run %d", run).hasSizeGreaterThanOrEqualTo(3);

      call(STEPS.subList(2, 7));

      assertThat(fulfillments("RECEIVED")).containsAll(pending);
      await().until(() -> orders("RECEIVED").containsAll(pending));
    }
    assertThat(api.get("/orders/customers/summary").expect(200).body().get("customers"))
        .anyMatch(customer -> !customer.get("orders").isEmpty());
  }

  private void call(List<String> steps) {
    for (String step : steps) {
      assertThat(api.get(step).expect(200).body().has("affected")).isTrue();
    }
  }

  private Set<String> fulfillments(String status) {
    return ids(Service.FULFILLMENT, "fulfillment.requests", status);
  }

  private Set<String> orders(String status) {
    return ids(Service.ORDERS, "customer.orders", status);
  }

  private Set<String> ids(Service owner, String collection, String status) {
    return storefront
        .collection(owner, collection)
        .find(new Document("status", status))
        .map(document -> document.getString("_id"))
        .into(new HashSet<>());
  }
}
