package com.storefront.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.Topics;
import com.storefront.events.customer.AddressType;
import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.events.order.OrderStatusChangeEvent;
import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Shipment;
import com.storefront.messaging.EventHeaders;
import com.storefront.orders.customer.TestCustomers;
import com.storefront.test.KafkaTestClient;
import com.storefront.test.RealServers;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The service from outside: over HTTP and Kafka. */
@RealServers
class OrderJourneyTests {

  private static final JsonMapper JSON = JsonMapper.shared();

  @Autowired RestTestClient http;

  final String customerId = UUID.randomUUID().toString();

  @Test
  void followsAnOrderFromPlacingToReceipt() {
    publishCustomer(1);
    await()
        .untilAsserted(
            () -> http.get().uri("/customers/{id}", customerId).exchange().expectStatus().isOk());

    HttpHeaders placed = place("once");
    assertThat(placed.getFirst("Idempotent-Replayed")).isNull();
    String location = placed.getFirst("Location");
    String guid = location.substring(location.lastIndexOf('/') + 1);
    HttpHeaders repeated = place("once");
    assertThat(repeated.getFirst("Idempotent-Replayed")).isEqualTo("true");
    assertThat(repeated.getFirst("Location")).isEqualTo(location);
    http.post()
        .uri("/orders/{guid}/approval", guid)
        .header("If-Match", "\"1\"")
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("ETag", "\"2\"");

    ConsumerRecord<String, byte[]> request = onlyRequest(guid);
    FulfillmentRequestEvent requested =
        JSON.readValue(request.value(), FulfillmentRequestEvent.class);
    assertThat(KafkaTestClient.header(request, EventHeaders.TYPE))
        .isEqualTo("FulfillmentRequestEvent");
    assertThat(KafkaTestClient.header(request, EventHeaders.SOURCE)).isEqualTo("/orders");
    assertThat(KafkaTestClient.header(request, EventHeaders.SEQUENCE)).isEqualTo("2");
    assertThat(requested.sequence()).isEqualTo(2);
    assertThat(requested.address().type()).isEqualTo(AddressType.SHIPPING);

    report(guid, 4, OrderStatusType.IN_TRANSIT);
    report(guid, 2, OrderStatusType.PROCESSING);
    report(guid, 5, OrderStatusType.RECEIVED);
    report(guid, 3, OrderStatusType.SHIPPED);
    publishCustomer(2);

    await()
        .untilAsserted(
            () ->
                assertThat(customer().at("/orders/0/orderStatusEvents"))
                    .extracting(change -> change.get("orderStatusType").asString())
                    .containsExactly(
                        "CREATED", "APPROVED", "PROCESSING", "SHIPPED", "IN_TRANSIT", "RECEIVED"));
    await()
        .untilAsserted(
            () ->
                assertThat(customer().at("/contact/email").asString())
                    .isEqualTo(TestCustomers.email(2)));
    assertThat(customer().at("/orders/0/status").asString()).isEqualTo("RECEIVED");
    assertThat(customer().at("/orders/0/shipment/carrier").asString()).isEqualTo("UPS");
    assertThat(customer().at("/orders/0/shipment/trackingNumber").asString()).isEqualTo("1Z 9999");
    assertThat(customer().at("/orders/0/orderStatusEvents"))
        .extracting(change -> change.get("actor").asString())
        .containsExactly("anonymous", "anonymous", "bob", "bob", "bob", "bob");
    http.post()
        .uri("/orders/{guid}/cancellation", guid)
        .header("If-Match", "*")
        .exchange()
        .expectStatus()
        .isEqualTo(409)
        .expectBody()
        .jsonPath("$._links.fulfillment.href")
        .value(href -> assertThat(href).asString().endsWith("/fulfillment/fulfillments/" + guid));
  }

  @Test
  void keepsTheDecimalsOfACurrencyFromTheRequestToTheEvent() {
    publishCustomer(1);
    await()
        .untilAsserted(
            () -> http.get().uri("/customers/{id}", customerId).exchange().expectStatus().isOk());

    assertThat(fulfillmentRequestOf("\"price\": 1.5"))
        .contains("\"price\":1.50,\"currency\":\"USD\"");
    assertThat(fulfillmentRequestOf("\"price\": 100.0, \"currency\": \"JPY\""))
        .contains("\"price\":100,\"currency\":\"JPY\"");
  }

  private String fulfillmentRequestOf(String price) {
    String guid =
        JSON.readTree(
                http.post()
                    .uri("/customers/{id}/orders", customerId)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(
                        """
                        {"orderItems": [
                          {"product": {"guid": "g", "title": "Widget", %s}, "quantity": 2}]}
                        """
                            .formatted(price))
                    .exchange()
                    .expectStatus()
                    .isCreated()
                    .expectBody(byte[].class)
                    .returnResult()
                    .getResponseBody())
            .get("guid")
            .asString();
    http.post()
        .uri("/orders/{guid}/approval", guid)
        .header("If-Match", "*")
        .exchange()
        .expectStatus()
        .isOk();
    return new String(onlyRequest(guid).value(), UTF_8);
  }

  /** The service accepts the examples of its OpenAPI document. */
  private HttpHeaders place(String key) {
    return http.post()
        .uri("/customers/{id}/orders", customerId)
        .header("Idempotency-Key", key)
        .contentType(MediaType.APPLICATION_JSON)
        .body(exampleOf("PlaceOrder").toString())
        .exchange()
        .expectStatus()
        .isCreated()
        .returnResult(Void.class)
        .getResponseHeaders();
  }

  private JsonNode exampleOf(String schema) {
    JsonNode document = body("/v3/api-docs");
    return exampleOf(document.at("/components/schemas/" + schema), document);
  }

  private static JsonNode exampleOf(JsonNode schema, JsonNode document) {
    if (schema.has("$ref")) {
      return exampleOf(document.at(schema.get("$ref").asString().substring(1)), document);
    }
    if (schema.has("example")) {
      return schema.get("example");
    }
    if (schema.has("items")) {
      ArrayNode one = JSON.createArrayNode();
      return one.add(exampleOf(schema.get("items"), document));
    }
    ObjectNode object = JSON.createObjectNode();
    schema
        .get("properties")
        .forEachEntry((name, property) -> object.set(name, exampleOf(property, document)));
    return object;
  }

  private JsonNode customer() {
    return body("/customers/" + customerId);
  }

  private JsonNode body(String path) {
    return JSON.readTree(
        http.get()
            .uri(path)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(byte[].class)
            .returnResult()
            .getResponseBody());
  }

  private static ConsumerRecord<String, byte[]> onlyRequest(String guid) {
    List<ConsumerRecord<String, byte[]>> requests =
        await()
            .until(
                () -> KafkaTestClient.records(Topics.FULFILLMENT_REQUEST, guid),
                records -> !records.isEmpty());
    assertThat(requests).hasSize(1);
    return requests.get(0);
  }

  private void publishCustomer(long sequence) {
    KafkaTestClient.publish(
        Topics.CUSTOMER_CHANGE,
        customerId,
        sequence,
        TestCustomers.state(customerId, sequence, AddressType.SHIPPING));
  }

  private static void report(String guid, long sequence, OrderStatusType status) {
    var change = new OrderStatusEvent(1763720130123L + sequence, status, null, "bob");
    KafkaTestClient.publish(
        Topics.ORDER_STATUS_CHANGE,
        guid,
        sequence,
        new OrderStatusChangeEvent(
            guid, sequence, change, sequence < 3 ? null : new Shipment("UPS", "1Z 9999")));
  }
}
