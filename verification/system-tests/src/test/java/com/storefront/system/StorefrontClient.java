package com.storefront.system;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The commands and queries of a user, over HTTP. */
record StorefrontClient(Api api) {

  static final String CARD_NUMBER = "4111111111111111";

  /** Of a customer whose orders the sample steps change. */
  static final String SAMPLE_EMAIL = "john.doe@internet.com";

  /** Long enough for a busy machine. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** Registers a customer and returns the id. */
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
        "contact", Map.of("primaryPhone", "(08) 9321 0000", "email", email),
        "addresses",
            List.of(
                Map.of(
                    "type", "SHIPPING",
                    "description", "Home",
                    "address1", "27 St Georges Terrace",
                    "city", "Perth",
                    "state", "WA",
                    "postalCode", "6000",
                    "country", "AU")),
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

  /** Waits for the copy of the customer at orders, places an order and returns its guid. */
  String place(String customer) {
    String key = UUID.randomUUID().toString();
    return await("a copy of customer " + customer)
        .atMost(TIMEOUT)
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

  /** Places an order of the customer and ships it. */
  String ship(String customer) {
    String order = place(customer);
    approve(order);
    fulfill(order, "processing");
    fulfill(order, "shipment");
    awaitStatus(order, "SHIPPED");
    return order;
  }

  /** Waits for the fulfillment of the order and sends it a command. */
  void fulfill(String order, String step) {
    String body =
        switch (step) {
          case "shipment" -> "{\"shippingMethod\": \"Drone\"}";
          case "booking" -> "{\"carrier\": \"Drone\"}";
          case "skip-booking" -> "{\"note\": \"booked by phone\"}";
          default -> "{}";
        };
    awaitFulfillment(order);
    api.post("/fulfillment/fulfillments/%s/%s".formatted(order, step), body, "If-Match", "*")
        .expect(200);
  }

  void awaitFulfillment(String order) {
    await("a fulfillment of order " + order)
        .atMost(TIMEOUT)
        .until(() -> api.get("/fulfillment/fulfillments/" + order).status() == 200);
  }

  /** Waits until the booking of the order's label is stuck. */
  void awaitStuck(String order) {
    await("the booking of order %s to be stuck".formatted(order))
        .atMost(TIMEOUT)
        .until(() -> fulfillment(order).at("/booking/stuckSince").isString());
  }

  JsonNode fulfillment(String order) {
    return api.get("/fulfillment/fulfillments/" + order).expect(200).body();
  }

  /** Waits until the order has this status at orders. */
  void awaitStatus(String order, String status) {
    await("order %s to be %s".formatted(order, status))
        .atMost(TIMEOUT)
        .until(() -> order(order).get("status").asString().equals(status));
  }

  /** Waits until the copy of the customer at orders has this email address. */
  void awaitEmail(String customer, String email) {
    await("the copy of " + customer)
        .atMost(TIMEOUT)
        .until(() -> emailInOrders(customer).equals(email));
  }

  /** Empty if orders has no copy of the customer. */
  String emailInOrders(String customer) {
    return api.get("/orders/customers/" + customer).body().at("/contact/email").asString("");
  }

  JsonNode order(String guid) {
    return api.get("/orders/orders/" + guid).expect(200).body();
  }

  /** The statuses in the history of an order at orders. */
  List<String> history(String guid) {
    return order(guid)
        .get("orderStatusEvents")
        .valueStream()
        .map(event -> event.get("orderStatusType").asString())
        .toList();
  }
}
