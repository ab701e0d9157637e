package com.storefront.system;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What people do in the storefront, in their words. */
record Shop(Api api) {

  static final String CARD_NUMBER = "4111111111111111";

  /** Longer than anything takes on a busy machine; nothing waits for it when all is well. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Registers somebody and returns their id. */
  String register(String email) {
    return api.post(
            "/accounts/customers", customer(email), "Idempotency-Key", UUID.randomUUID().toString())
        .expect(201)
        .body()
        .get("id")
        .asString();
  }

  static Map<String, Object> customer(String email) {
    return Map.of(
        "name", Map.of("title", "Ms.", "firstName", "Ada", "lastName", "Lovelace"),
        "contact", Map.of("primaryPhone", "555-666-7777", "email", email),
        "addresses",
            List.of(
                Map.of(
                    "type", "SHIPPING",
                    "description", "Home",
                    "address1", "12 Analytical Row",
                    "city", "Sunrise",
                    "state", "CA",
                    "postalCode", "12345")),
        "creditCards",
            List.of(
                Map.of(
                    "type", "PRIMARY",
                    "description", "VISA",
                    "number", CARD_NUMBER,
                    "expiration", "12/39",
                    "nameOnCard", "Ada Lovelace")));
  }

  void changeEmail(String customer, String email) {
    api.send(
            "PATCH",
            "/accounts/customers/" + customer,
            Api.json(Map.of("contact", Map.of("email", email))),
            "If-Match",
            "*")
        .expect(200);
  }

  /** Places an order as soon as orders knows the customer, and returns its guid. */
  String place(String customer) {
    String key = UUID.randomUUID().toString();
    return await("orders to know " + customer)
        .atMost(PATIENCE)
        .until(
            () ->
                api.post(
                    "/orders/customers/%s/orders".formatted(customer),
                    order(),
                    "Idempotency-Key",
                    key),
            answer -> answer.status() == 201)
        .body()
        .get("guid")
        .asString();
  }

  static Map<String, Object> order() {
    return Map.of(
        "orderItems",
        List.of(
            Map.of(
                "product",
                Map.of(
                    "guid", "b5efd4a0-4eb9-4ad0-bc9e-2f5542cbe897",
                    "title", "Blue Widget",
                    "description", "Brilliant Blue Widget",
                    "price", 1.99),
                "quantity",
                4)));
  }

  void approve(String order) {
    api.post("/orders/orders/%s/approval".formatted(order), "{}", "If-Match", "*").expect(200);
  }

  /** Has fulfillment take a step with an order, as soon as it knows it. */
  void fulfill(String order, String step) {
    String body = step.equals("shipment") ? "{\"shippingMethod\": \"Drone\"}" : "{}";
    await("fulfillment to know " + order)
        .atMost(PATIENCE)
        .until(() -> api.get("/fulfillment/fulfillments/" + order).status() == 200);
    api.post("/fulfillment/fulfillments/%s/%s".formatted(order, step), body, "If-Match", "*")
        .expect(200);
  }

  /** Waits until orders shows the order with this status. */
  void awaitStatus(String order, String status) {
    await("order %s to be %s".formatted(order, status))
        .atMost(PATIENCE)
        .until(() -> order(order).get("status").asString().equals(status));
  }

  /** Waits until orders knows that address of a customer. */
  void awaitEmail(String customer, String email) {
    await("the copy of " + customer)
        .atMost(PATIENCE)
        .until(() -> emailInOrders(customer).equals(email));
  }

  /** Empty while orders has not heard of the customer. */
  String emailInOrders(String customer) {
    return api.get("/orders/customers/" + customer).body().at("/contact/email").asString("");
  }

  JsonNode order(String guid) {
    return api.get("/orders/orders/" + guid).expect(200).body();
  }

  /** The stations of an order's life, as orders tells them. */
  List<String> life(String guid) {
    return order(guid)
        .get("orderStatusEvents")
        .valueStream()
        .map(event -> event.get("orderStatusType").asString())
        .toList();
  }
}
