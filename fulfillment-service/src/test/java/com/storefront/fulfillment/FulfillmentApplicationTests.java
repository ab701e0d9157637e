package com.storefront.fulfillment;

import static com.storefront.fulfillment.order.TestFulfillments.request;
import static com.storefront.test.KafkaTestClient.awaitApplied;
import static com.storefront.test.KafkaTestClient.header;
import static com.storefront.test.KafkaTestClient.publish;
import static com.storefront.test.KafkaTestClient.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.Topics;
import com.storefront.messaging.EventHeaders;
import com.storefront.test.RealServers;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/** The fulfillment of an order through the whole service, over HTTP and Kafka. */
@RealServers
class FulfillmentApplicationTests {

  @Autowired RestTestClient http;

  private final String order = UUID.randomUUID().toString();

  @BeforeEach
  void requestTheOrder() {
    publish(Topics.FULFILLMENT_REQUEST, order, 2, request(order));
    awaitApplied("fulfillment", Topics.FULFILLMENT_REQUEST);
  }

  @Test
  void processesHoldsReleasesAndShipsAnOrder() {
    command("processing", "\"1\"", "{}")
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("ETag", "\"2\"");
    command("hold", "\"2\"", "{\"note\":\"Items out of stock\"}").expectStatus().isOk();
    command("release", "\"3\"", "{}").expectStatus().isOk();
    command("shipment", "*", "{\"shippingMethod\":\"Drone\",\"trackingNumber\":\"D-1\"}")
        .expectStatus()
        .isOk();

    JsonNode shipped = read();
    assertThat(shipped.path("shippingMethod").asString()).isEqualTo("Drone");
    assertThat(shipped.path("carrier").asString()).isEqualTo("Drone");
    assertThat(shipped.path("trackingNumber").asString()).isEqualTo("D-1");
    assertThat(shipped.path("version").asLong()).isEqualTo(5);
    assertThat(
            shipped
                .path("order")
                .path("orderStatusEvents")
                .valueStream()
                .map(change -> change.path("orderStatusType").asString()))
        .containsExactly("CREATED", "APPROVED", "PROCESSING", "ON_HOLD", "PROCESSING", "SHIPPED");
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(records(Topics.ORDER_STATUS_CHANGE, order))
                    .extracting(record -> header(record, EventHeaders.SEQUENCE))
                    .containsExactly("2", "3", "4", "5"));
  }

  @Test
  void refusesTheSecondChangeOfTheSameVersion() {
    command("processing", "\"1\"", "{}").expectStatus().isOk();

    command("cancellation", "\"1\"", "{}")
        .expectStatus()
        .isEqualTo(HttpStatus.PRECONDITION_FAILED)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON);

    assertThat(read().path("status").asString()).isEqualTo("PROCESSING");
  }

  @Test
  void runsTheSampleStepsWithGet() {
    Stream.of("process", "ship", "in-transit", "receive")
        .forEach(
            step ->
                http.get()
                    .uri("/fulfillments/sample/{step}", step)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.step")
                    .isEqualTo(step));

    assertThat(read().path("status").asString()).isEqualTo("RECEIVED");
  }

  @Test
  void linksThroughTheGateway() {
    JsonNode links =
        http.get()
            .uri("/fulfillments/{id}", order)
            .header("X-Forwarded-Host", "shop.example")
            .header("X-Forwarded-Proto", "https")
            .header("X-Forwarded-Port", "443")
            .exchange()
            .expectBody(JsonNode.class)
            .returnResult()
            .getResponseBody()
            .path("_links");

    String self = "https://shop.example/fulfillment/fulfillments/" + order;
    assertThat(links.at("/self/href").asString()).isEqualTo(self);
    assertThat(links.at("/processing/href").asString()).isEqualTo(self + "/processing");
    assertThat(links.at("/order/href").asString())
        .isEqualTo("https://shop.example/orders/orders/" + order);
  }

  private RestTestClient.ResponseSpec command(String path, String ifMatch, String body) {
    return http.post()
        .uri("/fulfillments/{id}/{command}", order, path)
        .header("If-Match", ifMatch)
        .contentType(MediaType.APPLICATION_JSON)
        .body(body)
        .exchange();
  }

  private JsonNode read() {
    return http.get()
        .uri("/fulfillments/{id}", order)
        .exchange()
        .expectBody(JsonNode.class)
        .returnResult()
        .getResponseBody();
  }
}
