package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the registration of a customer to the receipt of the goods. */
class OrderJourneyTests {

  private final Storefront storefront = Storefront.running();
  private final Shop shop = new Shop(storefront.api());

  @Test
  void leadsAnOrderFromPlacementToReceipt() {
    String customer = shop.register("journey@example.com");
    String order = shop.place(customer);

    shop.approve(order);
    for (String step : List.of("processing", "shipment", "transit", "receipt")) {
      shop.fulfill(order, step);
    }

    shop.awaitStatus(order, "RECEIVED");
    assertThat(shop.life(order))
        .containsExactly("CREATED", "APPROVED", "PROCESSING", "SHIPPED", "IN_TRANSIT", "RECEIVED");
  }

  /** A1, B5: a change of customer never touches an order, and the newest wins. */
  @Test
  void keepsEveryOrderWhileItsCustomerChangesAHundredTimes() {
    String customer = shop.register("change-0@example.com");
    String order = shop.place(customer);
    shop.approve(order);

    List<String> steps = List.of("processing", "shipment", "transit", "receipt");
    for (int change = 1; change <= 100; change++) {
      shop.changeEmail(customer, "change-%d@example.com".formatted(change));
      if (change % 25 == 0) {
        shop.fulfill(order, steps.get(change / 25 - 1));
      }
    }

    shop.awaitStatus(order, "RECEIVED");
    shop.awaitEmail(customer, "change-100@example.com");
    assertThat(storefront.api().get("/orders/customers/" + customer).body().get("orders"))
        .hasSize(1);
    var account = storefront.api().get("/accounts/customers/" + customer).body();
    var copy = storefront.api().get("/orders/customers/" + customer).body();
    for (String field : List.of("name", "contact", "addresses")) {
      assertThat(copy.get(field)).isEqualTo(account.get(field));
    }
  }

  /** C10: each resource has one name, and none that nobody can guess. */
  @ParameterizedTest
  @CsvSource({
    "/accounts/customers, 200",
    "/orders/customers, 200",
    "/orders/orders, 200",
    "/fulfillment/fulfillments, 200",
    "/orders/customerOrderses, 404",
    "/customers, 404",
    "/accountsfoo/customers, 404"
  })
  void namesEachResourceOnce(String path, int status) {
    storefront.api().get(path).expect(status);
  }

  /** A6, D7: who is deleted is forgotten everywhere; the orders stay. */
  @Test
  void forgetsADeletedCustomerAndKeepsTheOrders() {
    String customer = shop.register("forget-me@example.com");
    String order = shop.place(customer);

    storefront
        .api()
        .send("DELETE", "/accounts/customers/" + customer, Api.json(""), "If-Match", "*")
        .expect(204);

    await().until(() -> storefront.api().get("/orders/customers/" + customer).status() == 404);
    assertThat(shop.life(order)).containsExactly("CREATED");
    assertThat(
            storefront
                .collection(Service.ORDERS, "customers")
                .find(new Document("_id", customer))
                .first()
                .toJson())
        .doesNotContain("forget-me", "Lovelace");
  }
}
