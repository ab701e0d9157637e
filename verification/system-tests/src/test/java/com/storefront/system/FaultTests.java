package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Writes without Kafka, and with two instances of each service. */
class FaultTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Storefront storefront = Storefront.running();
  private final StorefrontClient client = new StorefrontClient(storefront.api());

  @Test
  void acceptsWritesWithoutKafkaAndPublishesThemAfterwards() {
    String known = client.register("known@example.com");
    String order = client.place(known);
    List<String> customers = new ArrayList<>();

    storefront.kafka().stop();
    try {
      for (int i = 0; i < 20; i++) {
        customers.add(client.register("outage-%d@example.com".formatted(i)));
      }
      client.approve(order);
    } finally {
      storefront.kafka().restart();
    }

    for (String customer : customers) {
      awaitCopy(customer);
    }
    client.fulfill(order, "processing");
    client.awaitStatus(order, "PROCESSING");
    assertThat(
            storefront
                .collection(Service.FULFILLMENT, "fulfillment.requests")
                .countDocuments(new Document("_id", order)))
        .isEqualTo(1);
  }

  @Test
  void appliesNothingTwiceWithTwoInstancesOfEachService() {
    List<Instance> seconds = new ArrayList<>();
    for (Service service : Service.values()) {
      seconds.add(storefront.another(service).start());
    }
    try {
      seconds.forEach(Instance::awaitReady);
      var otherAccounts = new StorefrontClient(new Api(seconds.get(0).uri()));
      List<String> orders = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        String customer =
            (i % 2 == 0 ? client : otherAccounts).register("twice-%d@example.com".formatted(i));
        String order = client.place(customer);
        client.approve(order);
        orders.add(order);
      }
      var otherFulfillment = new StorefrontClient(new Api(seconds.get(2).uri()));
      for (String order : orders) {
        client.fulfill(order, "processing");
        assertThat(
                otherFulfillment
                    .api()
                    .post(
                        "/fulfillment/fulfillments/%s/processing".formatted(order),
                        "{}",
                        "If-Match",
                        "*")
                    .status())
            .isEqualTo(409);
        otherFulfillment.fulfill(order, "shipment");
      }

      for (String order : orders) {
        client.awaitStatus(order, "SHIPPED");
        assertThat(client.history(order))
            .containsExactly("CREATED", "APPROVED", "PROCESSING", "SHIPPED");
      }
    } finally {
      seconds.forEach(Instance::close);
    }
  }

  private void awaitCopy(String customer) {
    await("the copy of " + customer)
        .atMost(TIMEOUT)
        .until(() -> storefront.api().get("/orders/customers/" + customer).status() == 200);
  }
}
