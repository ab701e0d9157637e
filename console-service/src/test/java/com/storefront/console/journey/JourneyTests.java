package com.storefront.console.journey;

import static com.storefront.console.ConsoleClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.console.ConsoleClient;
import com.storefront.console.StandInManagement;
import com.storefront.events.Topics;
import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.servers.LocalServers;
import com.storefront.test.KafkaTestClient;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The records of an order, found in a real Kafka. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "management.server.port=0")
class JourneyTests {

  private static final StandInManagement FULFILLMENT = new StandInManagement();

  @LocalServerPort private int port;

  private final String order = UUID.randomUUID().toString();

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry properties) {
    properties.add("spring.kafka.bootstrap-servers", LocalServers::kafkaBootstrapServers);
    properties.add("storefront.console.management.services.fulfillment", FULFILLMENT::uri);
    properties.add("storefront.console.management.services.orders", () -> "http://127.0.0.1:1");
    properties.add("storefront.console.management.services.accounts", () -> "http://127.0.0.1:1");
  }

  @AfterAll
  static void stop() {
    FULFILLMENT.close();
  }

  @Test
  void findsARecordAndWhetherItIsConsumed() throws Exception {
    publish(1);
    publish(2);
    JsonNode before = journey().at("/hops/0");
    int partition = before.path("partition").asInt();
    long first = before.at("/records/0/offset").asLong();
    commit("fulfillment", Topics.FULFILLMENT_REQUEST, partition, first + 1);

    JsonNode hop = journey().at("/hops/0");

    assertThat(hop.path("from").asString()).isEqualTo("orders");
    assertThat(hop.path("to").asString()).isEqualTo("fulfillment");
    assertThat(hop.path("records")).hasSize(2);
    assertThat(hop.at("/records/0/sequence").asString()).isEqualTo("1");
    assertThat(hop.at("/records/0/isConsumed").asBoolean()).isTrue();
    assertThat(hop.at("/records/1/isConsumed").asBoolean()).isFalse();
    assertThat(KafkaTestClient.records(Topics.FULFILLMENT_REQUEST, order).get(0).partition())
        .isEqualTo(partition);
  }

  @Test
  void findsNothingForAnOrderWithoutRecords() {
    publish(1);

    JsonNode hops = journey("unknown").path("hops");

    assertThat(hops).hasSize(2);
    assertThat(hops.get(0).path("records")).isEmpty();
  }

  @Test
  void findsTheDeadLettersOfTheOrder() {
    publish(1);
    FULFILLMENT.answer(
        "GET /actuator/deadletters?limit=1000",
        200,
        "{\"deadLetters\": [{\"key\": \"other\"}, {\"key\": \"%s\", \"cause\": \"Invalid\"}]}"
            .formatted(order));

    JsonNode letters = journey().path("deadLetters");

    assertThat(letters).hasSize(1);
    assertThat(letters.at("/0/cause").asString()).isEqualTo("Invalid");
  }

  private JsonNode journey() {
    return journey(order);
  }

  private JsonNode journey(String guid) {
    var answer = new ConsoleClient(port).get("/console/api/orders/" + guid + "/journey");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private void publish(long sequence) {
    KafkaTestClient.send(
        Topics.FULFILLMENT_REQUEST,
        order,
        sequence,
        order + sequence,
        FulfillmentRequestEvent.class,
        new byte[0]);
  }

  private static void commit(String group, String topic, int partition, long offset)
      throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers()))) {
      admin
          .alterConsumerGroupOffsets(
              group, Map.of(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)))
          .all()
          .get();
    }
  }
}
