package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The seven steps of the 2021 script. */
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

  /** A7, C2, C3, C5, C6: called by GET, one after the other without a pause, and then again. */
  @Test
  void takesEveryPendingOrderToReceiptHoweverOftenAllStepsAreCalled() {
    for (int run = 1; run <= 2; run++) {
      long receivedBefore = fulfillments("RECEIVED");
      long approved = 0;
      for (String step : STEPS) {
        JsonNode answer = api.get(step).expect(200).body();
        if (step.endsWith("/fulfill")) {
          approved = answer.get("affected").asLong();
        }
      }

      assertThat(approved).as("run %d", run).isGreaterThanOrEqualTo(3);
      assertThat(fulfillments("RECEIVED") - receivedBefore).isEqualTo(approved);
      await()
          .untilAsserted(
              () -> {
                assertThat(orders("CREATED")).isZero();
                assertThat(orders("APPROVED")).isZero();
                assertThat(orders("IN_TRANSIT")).isZero();
              });
    }
  }

  private long fulfillments(String status) {
    return storefront
        .collection(Service.FULFILLMENT, "fulfillment.requests")
        .countDocuments(new Document("status", status));
  }

  private long orders(String status) {
    return storefront
        .collection(Service.ORDERS, "customer.orders")
        .countDocuments(new Document("status", status));
  }
}
