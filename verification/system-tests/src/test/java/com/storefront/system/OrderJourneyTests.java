package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** From the registration of a customer to the receipt of an order. */
class OrderJourneyTests {

  private final Storefront storefront = Storefront.running();
  private final StorefrontClient client = new StorefrontClient(storefront.api());

  @Test
  void leadsAnOrderFromPlacementToReceipt() {
    String customer = client.register("journey@example.com");
    String order = client.place(customer);

    client.approve(order);
    for (String step : List.of("processing", "shipment", "transit", "receipt")) {
      client.fulfill(order, step);
    }

    client.awaitStatus(order, "RECEIVED");
    assertThat(client.history(order))
        .containsExactly("CREATED", "APPROVED", "PROCESSING", "SHIPPED", "IN_TRANSIT", "RECEIVED");
    assertThat(client.order(order).at("/shipment/carrier").asString()).isEqualTo("Drone");
  }

  @Test
  void shipsToTheAddressAndPhoneNumberOfAnotherCountry() {
    String customer = client.register("perth@example.com");
    String order = client.place(customer);

    client.approve(order);
    client.fulfill(order, "processing");

    JsonNode account = storefront.api().get("/accounts/customers/" + customer).body();
    JsonNode recipient = client.order(order).get("recipient");
    JsonNode fulfillment = storefront.api().get("/fulfillment/fulfillments/" + order).body();
    assertThat(account.at("/contact/primaryPhone").asString()).isEqualTo("+61893210000");
    assertThat(account.at("/addresses/0/country").asString()).isEqualTo("AU");
    assertThat(List.of(recipient.get("contact"), fulfillment.get("contact")))
        .containsOnly(account.get("contact"));
    assertThat(List.of(recipient.get("address"), fulfillment.get("address")))
        .containsOnly(account.at("/addresses/0"));
  }

  @Test
  void showsALostParcelThatIsFoundAndReturnedToTheSender() {
    String order = client.place(client.register("lost@example.com"));

    client.approve(order);
    for (String step : List.of("processing", "shipment", "transit", "loss", "return-to-sender")) {
      client.fulfill(order, step);
    }

    client.awaitStatus(order, "RETURNED_TO_SENDER");
    assertThat(client.history(order))
        .endsWith("SHIPPED", "IN_TRANSIT", "LOST", "RETURNED_TO_SENDER");
    assertThat(client.order(order).get("orderStatusEvents"))
        .extracting(event -> event.get("actor").asString())
        .containsOnly("anonymous");
  }

  @Test
  void keepsOrdersAndTheNewestStateWhenACustomerChangesAHundredTimes() {
    String customer = client.register("change-0@example.com");
    String order = client.place(customer);
    client.approve(order);

    List<String> steps = List.of("processing", "shipment", "transit", "receipt");
    for (int change = 1; change <= 100; change++) {
      client.changeEmail(customer, "change-%d@example.com".formatted(change));
      if (change % 25 == 0) {
        client.fulfill(order, steps.get(change / 25 - 1));
      }
    }

    client.awaitStatus(order, "RECEIVED");
    client.awaitEmail(customer, "change-100@example.com");
    assertThat(storefront.api().get("/orders/customers/" + customer).body().get("orders"))
        .hasSize(1);
    var account = storefront.api().get("/accounts/customers/" + customer).body();
    var copy = storefront.api().get("/orders/customers/" + customer).body();
    for (String field : List.of("name", "contact", "addresses")) {
      assertThat(copy.get(field)).isEqualTo(account.get(field));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/accounts/customers, 200",
    "/orders/customers, 200",
    "/orders/orders, 200",
    "/fulfillment/fulfillments, 200",
    "/fulfillment/zones, 200",
    "/orders/customerOrderses, 404",
    "/customers, 404",
    "/accountsfoo/customers, 404"
  })
  void answersOnlyAtTheDocumentedPaths(String path, int status) {
    storefront.api().get(path).expect(status);
  }

  @Test
  void erasesADeletedCustomerEverywhereAndCancelsTheirUndecidedOrders() {
    String customer = client.register("forget-me@example.com");
    String approved = client.place(customer);
    client.approve(approved);
    String undecided = client.place(customer);

    storefront
        .api()
        .send("DELETE", "/accounts/customers/" + customer, Api.json(""), "If-Match", "*")
        .expect(204);

    await().until(() -> storefront.api().get("/orders/customers/" + customer).status() == 404);
    client.awaitStatus(undecided, "CANCELLED");
    assertThat(client.history(approved)).containsExactly("CREATED", "APPROVED");
    assertThat(
            storefront
                .collection(Service.ORDERS, "customers")
                .find(new Document("_id", customer))
                .first()
                .toJson())
        .doesNotContain("forget-me", "Lovelace");
  }
}
