package com.storefront.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@RealServers
class FulfillmentOpenApiTests {

  @Autowired RestTestClient http;

  @DisplayName("C9: every command is documented, and needs If-Match")
  @Test
  void describesEveryOperation() {
    JsonNode paths = document().path("paths");

    assertThat(paths.propertyNames())
        .containsExactlyInAnyOrder(
            "/fulfillments",
            "/fulfillments/summary",
            "/fulfillments/{id}",
            "/fulfillments/{id}/processing",
            "/fulfillments/{id}/shipment",
            "/fulfillments/{id}/transit",
            "/fulfillments/{id}/receipt",
            "/fulfillments/{id}/hold",
            "/fulfillments/{id}/release",
            "/fulfillments/{id}/cancellation",
            "/fulfillments/{id}/return",
            "/fulfillments/sample/process",
            "/fulfillments/sample/ship",
            "/fulfillments/sample/in-transit",
            "/fulfillments/sample/receive");
    paths
        .propertyStream()
        .filter(path -> path.getKey().matches("/fulfillments/\\{id}/.*"))
        .map(path -> path.getValue().path("post"))
        .forEach(
            command -> {
              assertThat(command.path("summary").asString()).isNotBlank();
              assertThat(command.path("parameters").findValuesAsString("name"))
                  .containsExactlyInAnyOrder("id", "If-Match");
              assertThat(command.path("responses").propertyNames())
                  .contains("200", "400", "404", "409", "412", "428");
            });
  }

  @Test
  void showsExamplesThatItsSchemasAllow() {
    JsonNode document = document();
    List<String> checked = new ArrayList<>();

    document
        .at("/components/schemas")
        .propertyStream()
        .forEach(
            schema -> {
              String path = "/components/schemas/" + schema.getKey();
              check(document, path, checked);
              schema
                  .getValue()
                  .path("properties")
                  .propertyNames()
                  .forEach(name -> check(document, path + "/properties/" + name, checked));
            });

    assertThat(checked)
        .contains(
            "/components/schemas/EntityModelFulfillment",
            "/components/schemas/Ship/properties/shippingMethod",
            "/components/schemas/Note/properties/note");
  }

  private static void check(JsonNode document, String path, List<String> checked) {
    JsonNode example = document.at(path).path("example");
    if (!example.isMissingNode()) {
      ObjectNode reference = (ObjectNode) document.deepCopy();
      reference.put("$ref", "#" + path);
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(reference.toString());
      assertThat(schema.validate(example.toString(), InputFormat.JSON)).as(path).isEmpty();
      checked.add(path);
    }
  }

  private JsonNode document() {
    byte[] json =
        http.get()
            .uri("/v3/api-docs")
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBodyContent();
    JsonNode document = JsonMapper.shared().readTree(json);
    assertThat(document.path("openapi").asString()).startsWith("3.1");
    return document;
  }
}
