package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is answered is never lost, whatever dies. */
class FaultTests {

  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(60);

  private final Storefront storefront = Storefront.running();
  private final Shop shop = new Shop(storefront.api());

  /** A2, A3, E6: writes go on while Kafka is away, and every event arrives when it is back. */
  @Test
  void acceptsWritesWithoutKafkaAndDeliversThemAfterwards() {
    String known = shop.register("known@example.com");
    String order = shop.place(known);
    List<String> customers = new ArrayList<>();

    storefront.kafka().stop();
    try {
      for (int i = 0; i < 20; i++) {
        customers.add(shop.register("outage-%d@example.com".formatted(i)));
      }
      shop.approve(order);
    } finally {
      storefront.kafka().restart();
    }

    for (String customer : customers) {
      awaitCopy(customer);
    }
    shop.fulfill(order, "processing");
    shop.awaitStatus(order, "PROCESSING");
    assertThat(
            storefront
                .collection(Service.FULFILLMENT, "fulfillment.requests")
                .countDocuments(new Document("_id", order)))
        .isEqualTo(1);
  }

  /** A2: kill -9 at any moment loses nothing that was answered. */
  @ParameterizedTest
  @EnumSource(Service.class)
  void losesNothingWhenAServiceIsKilledUnderLoad(Service victim) throws Exception {
    List<String> answered = new CopyOnWriteArrayList<>();
    var enough = new AtomicBoolean();
    var writer =
        new Thread(
            () -> {
              for (int i = 0; i < 200 && !enough.get(); i++) {
                try {
                  answered.add(orderAndApprove("kill-%s-%d@example.com".formatted(victim, i)));
                } catch (UncheckedIOException | AssertionError refused) {
                  // Not answered: may have happened or not.
                }
              }
            });
    String warm = shop.register("warm-%s@example.com".formatted(victim));
    shop.place(warm);
    writer.start();
    await().until(() -> answered.size() >= 5);

    storefront.service(victim).kill();
    storefront.service(victim).start().awaitReady();
    await().atMost(AFTER_A_FAULT).until(() -> answered.size() >= 15 || !writer.isAlive());
    enough.set(true);
    writer.join();

    for (String order : answered) {
      shop.fulfill(order, "processing");
    }
    for (String order : answered) {
      shop.awaitStatus(order, "PROCESSING");
      assertThat(shop.life(order)).containsExactly("CREATED", "APPROVED", "PROCESSING");
    }
  }

  private String orderAndApprove(String email) {
    String customer = shop.register(email);
    String order = shop.place(customer);
    shop.approve(order);
    return order;
  }

  /** B1, B3: two instances share the work and do nothing twice. */
  @Test
  void doesNothingTwiceWithTwoInstancesOfEachService() {
    List<Instance> seconds = new ArrayList<>();
    for (Service service : Service.values()) {
      seconds.add(storefront.another(service).start());
    }
    try {
      seconds.forEach(Instance::awaitReady);
      var otherAccounts = new Shop(new Api(seconds.get(0).uri()));
      List<String> orders = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        String customer =
            (i % 2 == 0 ? shop : otherAccounts).register("twice-%d@example.com".formatted(i));
        String order = shop.place(customer);
        shop.approve(order);
        orders.add(order);
      }
      var otherFulfillment = new Shop(new Api(seconds.get(2).uri()));
      for (String order : orders) {
        shop.fulfill(order, "processing");
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
        shop.awaitStatus(order, "SHIPPED");
        assertThat(shop.life(order))
            .containsExactly("CREATED", "APPROVED", "PROCESSING", "SHIPPED");
      }
    } finally {
      seconds.forEach(Instance::close);
    }
  }

  private void awaitCopy(String customer) {
    await("the copy of " + customer)
        .atMost(AFTER_A_FAULT)
        .until(() -> storefront.api().get("/orders/customers/" + customer).status() == 200);
  }
}
