package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.servers.CarrierServer.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/**
 * Marked words in every field that may contain personal data. After the customer was deleted and
 * the retention is over, no store and no log contains them. Topics keep them for their retention.
 */
class ErasureTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Storefront storefront = Storefront.running();
  private final StorefrontClient client = new StorefrontClient(storefront.api());
  private final String mark = "canary" + UUID.randomUUID().toString().replace("-", "");

  @Test
  void erasesAllPersonalDataOfADeletedCustomer() {
    String customer = register();
    String finished = place(customer);
    decide(finished, "approval");
    client.fulfill(finished, "processing");
    storefront.carrier().set(Fault.REFUSE, 1);
    command(
        "/fulfillment/fulfillments/%s/booking".formatted(finished),
        Map.of("carrier", "UPS", "note", mark));
    client.awaitStuck(finished);
    command("/fulfillment/fulfillments/%s/skip-booking".formatted(finished), Map.of("note", mark));
    command(
        "/fulfillment/fulfillments/%s/shipment".formatted(finished),
        Map.of("shippingMethod", "Drone", "trackingNumber", mark, "note", mark));
    client.fulfill(finished, "transit");
    client.fulfill(finished, "receipt");
    client.awaitStatus(finished, "RECEIVED");
    String rejected = place(customer);
    decide(rejected, "rejection");
    String undecided = place(customer);
    assertThat(stores()).contains(mark);

    storefront
        .api()
        .send("DELETE", "/accounts/customers/" + customer, Api.json(""), "If-Match", "*")
        .expect(204);

    client.awaitStatus(undecided, "CANCELLED");
    endRetention(List.of(finished, rejected, undecided));
    await("no personal data in the stores")
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(stores()).doesNotContain(mark));
    assertThat(storefront.logs()).doesNotContain(mark);
    assertThat(client.order(finished).get("recipient").isNull()).isTrue();
    assertThat(client.order(finished).get("erasedAt").isNull()).isFalse();
    assertThat(client.order(finished).get("total").decimalValue()).isPositive();
    var fulfillment = storefront.api().get("/fulfillment/fulfillments/" + finished).expect(200);
    assertThat(fulfillment.body().get("address").isNull()).isTrue();
  }

  private String register() {
    Map<String, Object> request = new HashMap<>(StorefrontClient.customer(mark + "@example.com"));
    request.put(
        "name", Map.of("title", "Ms.", "firstName", mark, "lastName", mark, "suffix", "Jr."));
    request.put(
        "addresses",
        List.of(
            Map.of(
                "type",
                "SHIPPING",
                "description",
                mark,
                "address1",
                mark,
                "address2",
                mark,
                "city",
                mark,
                "state",
                "WA",
                "postalCode",
                "6000",
                "country",
                "AU")));
    return storefront
        .api()
        .post("/accounts/customers", request)
        .expect(201)
        .body()
        .get("id")
        .asString();
  }

  private String place(String customer) {
    client.awaitEmail(customer, mark + "@example.com");
    return storefront
        .api()
        .post(
            "/orders/customers/%s/orders".formatted(customer),
            StorefrontClient.order(),
            "Idempotency-Key",
            mark + UUID.randomUUID())
        .expect(201)
        .body()
        .get("guid")
        .asString();
  }

  private void decide(String order, String decision) {
    command("/orders/orders/%s/%s".formatted(order, decision), Map.of("note", mark));
  }

  private void command(String path, Object body) {
    storefront.api().post(path, body, "If-Match", "*").expect(200);
  }

  /** Waits for the timers and makes them due. */
  private void endRetention(List<String> orders) {
    MongoCollection<Document> collection = storefront.collection(Service.ORDERS, "customer.orders");
    for (String order : orders) {
      await("the timer of order " + order)
          .atMost(TIMEOUT)
          .until(
              () ->
                  collection
                          .updateOne(
                              Filters.and(
                                  Filters.eq("_id", order), Filters.eq("timers.name", "erasure")),
                              Updates.set("timers.$.at", new Date()))
                          .getMatchedCount()
                      == 1);
    }
  }

  /** All documents of all databases of the services that contain the mark, as text. */
  private String stores() {
    List<String> found = new ArrayList<>();
    for (Service service : Service.values()) {
      for (String name : storefront.collections(service)) {
        for (Document document : storefront.collection(service, name).find()) {
          String json = document.toJson();
          if (json.contains(mark)) {
            found.add(service + " " + name + " " + json);
          }
        }
      }
    }
    return String.join("\n", found);
  }
}
