package com.storefront.orders;

import static com.storefront.orders.order.TestOrders.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.messaging.KafkaCluster;
import com.storefront.messaging.TopicProvisioner;
import com.storefront.messaging.consumer.deadletter.DeadLetterService;
import com.storefront.messaging.republish.RepublishEndpoint;
import com.storefront.messaging.view.CompactedView;
import com.storefront.orders.order.TestOrders;
import com.storefront.test.Operations;
import com.storefront.test.RealServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/** An instance that only reads; its own database is empty at its start. */
@RealServers
@Import(Operations.class)
@TestPropertySource(
    properties = {"storefront.role=read", "spring.application.name=orders-of-a-reader"})
class ReaderTests {

  private static final Map<String, String> IDS =
      Map.of("id", "unknown", "customerId", "unknown", "guid", "unknown");

  @Autowired ApplicationContext context;
  @Autowired RestTestClient http;
  @Autowired MongoOperations mongo;
  @Autowired MeterRegistry meters;
  @Autowired Operations operations;
  @LocalManagementPort int managementPort;

  private String order;

  @BeforeEach
  void place() {
    var placed = TestOrders.placed("6b01064db29f8f4e06d5b478", NOW);
    mongo.insert(placed);
    order = placed.id();
  }

  @Test
  void refusesEveryChangeAlsoTheSampleStepsThatAnswerToGet() {
    assertThat(operations.notAnswered(405, null, IDS))
        .containsExactlyInAnyOrder(
            "GET /customers",
            "GET /customers/{id}",
            "GET /customers/{customerId}/orders",
            "GET /customers/summary",
            "GET /orders",
            "GET /orders/export.csv",
            "GET /orders/export.ndjson",
            "GET /orders/{guid}");
  }

  @Test
  void saysWhereChangesAreMade() {
    http.post()
        .uri("/customers/unknown/orders")
        .exchange()
        .expectStatus()
        .isEqualTo(405)
        .expectHeader()
        .valueEquals("Allow", "GET")
        .expectBody(JsonNode.class)
        .value(
            problem -> {
              assertThat(problem.get("type").asString())
                  .isEqualTo("urn:storefront:problem:read-only-instance");
              assertThat(problem.get("detail").asString())
                  .isEqualTo(
                      "This instance of orders-of-a-reader only reads. Send changes to an instance"
                          + " with the role write or all, for example through the gateway.");
            });
  }

  @Test
  void answersReadsAndSaysHowOldTheDataMayBe() {
    for (String path : List.of("/orders", "/orders/" + order, "/customers", "/orders/unknown")) {
      http.get()
          .uri(path)
          .exchange()
          .expectHeader()
          .value("Age", age -> assertThat(Long.parseLong(age)).as(path).isBetween(0L, 20L));
    }
    http.get().uri("/").exchange().expectHeader().doesNotExist("Age");
  }

  @Test
  void documentsOnlyReads() {
    http.get()
        .uri("/v3/api-docs")
        .exchange()
        .expectBody(JsonNode.class)
        .value(
            document -> {
              assertThat(document.get("paths").propertyNames())
                  .contains("/orders")
                  .doesNotContain("/orders/{guid}/approval");
              document
                  .get("paths")
                  .forEach(path -> assertThat(path.propertyNames()).containsExactly("get"));
            });
  }

  @Test
  void createsNothingAndUsesNoKafka() {
    assertThat(mongo.getCollectionNames()).containsExactly("customer.orders");
    assertThat(mongo.getCollection("customer.orders").listIndexes().map(it -> it.get("name")))
        .containsExactly("_id_");
    for (Class<?> writing :
        List.of(
            KafkaCluster.class,
            TopicProvisioner.class,
            DeadLetterService.class,
            RepublishEndpoint.class,
            CompactedView.class)) {
      assertThat(context.getBeanNamesForType(writing)).as(writing.getName()).isEmpty();
    }
    assertThat(meters.getMeters())
        .extracting(meter -> meter.getId().getName())
        .noneMatch(name -> name.matches("storefront\\.(outbox|follower|timers|view).*"));
  }

  @Test
  void isReadyAndMarksItsMetrics() {
    var management =
        RestTestClient.bindToServer().baseUrl("http://localhost:" + managementPort).build();

    management
        .get()
        .uri("/actuator/health/readiness")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(Document.class);

    assertThat(meters.getMeters()).isNotEmpty();
    assertThat(meters.get("storefront.orders").gauges())
        .allSatisfy(it -> assertThat(it.getId().getTags()).contains(Tag.of("role", "read")));
  }
}
