package com.storefront.fulfillment.order.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.test.RealServers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RealServers
class FulfillmentOpenApiTests {

  @Autowired RestTestClient http;

  @Test
  void describesEveryOperation() {
    JsonNode document = document();

    assertThat(document.path("openapi").asString()).startsWith("3.1");
    assertThat(document.path("paths").propertyNames())
        .containsExactlyInAnyOrder(
            "/",
            "/fulfillments",
            "/fulfillments/summary",
            "/fulfillments/{id}",
            "/fulfillments/{id}/processing",
            "/fulfillments/{id}/shipment",
            "/fulfillments/{id}/booking",
            "/fulfillments/{id}/retry-booking",
            "/fulfillments/{id}/skip-booking",
            "/fulfillments/{id}/transit",
            "/fulfillments/{id}/loss",
            "/fulfillments/{id}/return-to-sender",
            "/fulfillments/{id}/receipt",
            "/fulfillments/{id}/hold",
            "/fulfillments/{id}/release",
            "/fulfillments/{id}/cancellation",
            "/fulfillments/{id}/return",
            "/fulfillments/sample/process",
            "/fulfillments/sample/ship",
            "/fulfillments/sample/in-transit",
            "/fulfillments/sample/receive",
            "/zones",
            "/zones/{country}");
    assertThat(commands(document))
        .hasSize(13)
        .allSatisfy(
            command -> {
              assertThat(command.path("summary").asString()).isNotBlank();
              assertThat(command.path("parameters").findValuesAsString("name"))
                  .containsExactlyInAnyOrder("id", "If-Match");
              assertThat(command.path("responses").propertyNames())
                  .contains("200", "400", "404", "409", "412", "428");
            });
  }

  private static Stream<JsonNode> commands(JsonNode document) {
    return document
        .path("paths")
        .propertyStream()
        .filter(path -> path.getKey().startsWith("/fulfillments/{id}/"))
        .map(path -> path.getValue().path("post"));
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
    return JsonMapper.shared().readTree(json);
  }
}
