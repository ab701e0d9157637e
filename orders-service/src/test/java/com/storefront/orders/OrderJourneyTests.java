package com.storefront.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.AddressType;
import com.storefront.events.EventHeaders;
import com.storefront.events.FulfillmentRequestEvent;
import com.storefront.events.OrderStatusChangeEvent;
import com.storefront.events.OrderStatusEvent;
import com.storefront.events.OrderStatusType;
import com.storefront.events.Topics;
import com.storefront.orders.customer.TestCustomers;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** From outside: HTTP on one side, Kafka on the other. */
@RealServers
class OrderJourneyTests {

  private static final JsonMapper JSON = JsonMapper.shared();

  @Autowired RestTestClient http;

  final String customerId = UUID.randomUUID().toString();

  @Test
  void anOrderLivesFromItsPlacingToItsReceipt() {
    OtherServices.tell(TestCustomers.state(customerId, 1, AddressType.SHIPPING));
    await()
        .untilAsserted(
            () -> http.get().uri("/customers/{id}", customerId).exchange().expectStatus().isOk());

    String location =
        http.post()
            .uri("/customers/{id}/orders", customerId)
            .header("Idempotency-Key", "once")
            .contentType(MediaType.APPLICATION_JSON)
            .body(exampleOf("PlaceOrder").toString())
            .exchange()
            .expectStatus()
            .isCreated()
            .returnResult(Void.class)
            .getResponseHeaders()
            .getFirst("Location");
    String guid = location.substring(location.lastIndexOf('/') + 1);
    http.post()
        .uri("/orders/{guid}/approval", guid)
        .header("If-Match", "\"1\"")
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("ETag", "\"2\"");

    ConsumerRecord<String, byte[]> request = onlyRequest(guid);
    FulfillmentRequestEvent asked = JSON.readValue(request.value(), FulfillmentRequestEvent.class);
    assertThat(OtherServices.header(request, EventHeaders.TYPE))
        .isEqualTo("FulfillmentRequestEvent");
    assertThat(OtherServices.header(request, EventHeaders.SOURCE)).isEqualTo("/orders");
    assertThat(OtherServices.header(request, EventHeaders.SEQUENCE)).isEqualTo("2");
    assertThat(asked.sequence()).isEqualTo(2);
    assertThat(asked.address().type()).isEqualTo(AddressType.SHIPPING);

    tell(guid, 4, OrderStatusType.IN_TRANSIT);
    tell(guid, 2, OrderStatusType.PROCESSING);
    tell(guid, 5, OrderStatusType.RECEIVED);
    tell(guid, 3, OrderStatusType.SHIPPED);
    OtherServices.tell(TestCustomers.state(customerId, 2, AddressType.SHIPPING));

    await()
        .untilAsserted(
            () ->
                assertThat(customer().at("/orders/0/orderStatusEvents"))
                    .extracting(station -> station.get("orderStatusType").asString())
                    .containsExactly(
                        "CREATED", "APPROVED", "PROCESSING", "SHIPPED", "IN_TRANSIT", "RECEIVED"));
    await()
        .untilAsserted(
            () ->
                assertThat(customer().at("/contact/email").asString())
                    .isEqualTo(TestCustomers.email(2)));
    assertThat(customer().at("/orders/0/status").asString()).isEqualTo("RECEIVED");
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

  /** What the document calls an example is what the service accepts. */
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
                () -> OtherServices.heard(Topics.FULFILLMENT_REQUEST, guid),
                heard -> !heard.isEmpty());
    assertThat(requests).hasSize(1);
    return requests.get(0);
  }

  private static void tell(String guid, long sequence, OrderStatusType status) {
    OtherServices.tell(
        new OrderStatusChangeEvent(
            guid, sequence, new OrderStatusEvent(1763720130123L + sequence, status, null)));
  }
}
