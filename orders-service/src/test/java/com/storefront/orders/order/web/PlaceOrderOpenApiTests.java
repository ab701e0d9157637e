package com.storefront.orders.order.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.test.RealServers;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document and the service have the same bounds of an order. */
@RealServers
class PlaceOrderOpenApiTests {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @Autowired RestTestClient http;

  @Test
  void documentsTheBoundsThatItEnforcesAndReports() {
    Map<String, JsonNode> bounded = boundedMembers();

    assertThat(bounded)
        .containsOnlyKeys(
            "/orderItems",
            "/orderItems/0/product/guid",
            "/orderItems/0/product/title",
            "/orderItems/0/product/description",
            "/orderItems/0/product/price",
            "/orderItems/0/quantity");
    bounded.forEach(this::assertBounds);
  }

  @Test
  void documentsTheDecimalsThatSomeCurrencyHas() {
    JsonNode price = boundedMembers().get("/orderItems/0/product/price");
    BigDecimal smallest = price.get("multipleOf").decimalValue();
    String product = "/orderItems/0/product";
    ObjectNode order = with(product + "/currency", NODES.stringNode("KWD"));

    set(order, product + "/price", NODES.numberNode(smallest));
    assertAccepted(order);

    set(order, product + "/price", NODES.numberNode(smallest.movePointLeft(1)));
    assertRefused(order, product + "/price", String.valueOf(smallest.scale()));
  }

  private void assertBounds(String pointer, JsonNode schema) {
    if (schema.has("maximum")) {
      BigDecimal minimum = schema.get("minimum").decimalValue();
      BigDecimal maximum = schema.get("maximum").decimalValue();
      assertAccepted(with(pointer, NODES.numberNode(minimum)));
      assertAccepted(with(pointer, NODES.numberNode(maximum)));
      JsonNode tooSmall = NODES.numberNode(minimum.subtract(BigDecimal.ONE));
      assertRefused(with(pointer, tooSmall), pointer, minimum.toPlainString());
      JsonNode tooLarge = NODES.numberNode(maximum.add(BigDecimal.ONE));
      assertRefused(with(pointer, tooLarge), pointer, maximum.toPlainString());
      assertRefused(
          with(pointer, NODES.stringNode("x")),
          pointer,
          "from %s to %s".formatted(minimum, maximum));
    } else if (schema.has("maxLength")) {
      int maximum = schema.get("maxLength").intValue();
      assertAccepted(with(pointer, NODES.stringNode("x".repeat(maximum))));
      JsonNode tooLong = NODES.stringNode("x".repeat(maximum + 1));
      assertRefused(with(pointer, tooLong), pointer, String.valueOf(maximum));
    } else {
      int maximum = schema.get("maxItems").intValue();
      JsonNode line = example().at("/orderItems/0");
      assertThat(schema.get("minItems").intValue()).isEqualTo(1);
      assertAccepted(with(pointer, array(line, maximum)));
      assertRefused(with(pointer, array(line, maximum + 1)), pointer, String.valueOf(maximum));
      assertRefused(with(pointer, NODES.arrayNode()), pointer, "");
    }
  }

  /** A valid order of a customer that does not exist. */
  private void assertAccepted(JsonNode order) {
    assertThat(place(order).at("/type").asString()).endsWith(":customer-unknown");
  }

  private void assertRefused(JsonNode order, String pointer, String bound) {
    JsonNode problem = place(order);

    assertThat(problem.at("/errors")).hasSize(1);
    assertThat(problem.at("/errors/0/field").asString())
        .isEqualTo(pointer.substring(1).replaceAll("/(\\d+)", "[$1]").replace('/', '.'));
    assertThat(problem.at("/errors/0/message").asString()).contains(bound);
  }

  private JsonNode place(JsonNode order) {
    return JSON.readTree(
        http.post()
            .uri("/customers/{id}/orders", UUID.randomUUID())
            .contentType(MediaType.APPLICATION_JSON)
            .body(order.toString())
            .exchange()
            .expectBody(byte[].class)
            .returnResult()
            .getResponseBody());
  }

  private ObjectNode with(String pointer, JsonNode value) {
    ObjectNode order = example();
    set(order, pointer, value);
    return order;
  }

  private static void set(ObjectNode order, String pointer, JsonNode value) {
    int field = pointer.lastIndexOf('/');
    ((ObjectNode) order.at(pointer.substring(0, field))).set(pointer.substring(field + 1), value);
  }

  private static ArrayNode array(JsonNode element, int length) {
    return NODES.arrayNode().addAll(Collections.nCopies(length, element));
  }

  private static ObjectNode example() {
    return (ObjectNode)
        JSON.readTree(
            """
            {"orderItems": [
              {"product": {"guid": "blue-1", "title": "Blue Widget", "price": 1}, "quantity": 4}]}
            """);
  }

  /** The members of an order that have a bound in the document, by JSON pointer. */
  private Map<String, JsonNode> boundedMembers() {
    JsonNode document =
        JSON.readTree(
            http.get()
                .uri("/v3/api-docs")
                .exchange()
                .expectBody(byte[].class)
                .returnResult()
                .getResponseBody());
    Map<String, JsonNode> bounded = new LinkedHashMap<>();
    collect(document, document.at("/components/schemas/PlaceOrder"), "", bounded);
    return bounded;
  }

  private static void collect(
      JsonNode document, JsonNode schema, String pointer, Map<String, JsonNode> bounded) {
    JsonNode described =
        schema.has("$ref") ? document.at(schema.get("$ref").asString().substring(1)) : schema;
    if (described.has("maximum") || described.has("maxLength") || described.has("maxItems")) {
      bounded.put(pointer, described);
    }
    if (described.has("items")) {
      collect(document, described.get("items"), pointer + "/0", bounded);
    }
    described
        .path("properties")
        .forEachEntry((name, member) -> collect(document, member, pointer + "/" + name, bounded));
  }
}
