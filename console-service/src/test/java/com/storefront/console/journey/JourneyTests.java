package com.storefront.console.journey;

import static com.storefront.console.ConsoleClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.console.ConsoleClient;
import com.storefront.console.StandInManagement;
import com.storefront.events.Topics;
import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.messaging.EventHeaders;
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

/** Where the events of an order are, in a real Kafka. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "management.server.port=0")
class JourneyTests {

  private static final String TOPIC = Topics.FULFILLMENT_REQUEST;
  private static final StandInManagement ORDERS = new StandInManagement();
  private static final StandInManagement FULFILLMENT = new StandInManagement();

  @LocalServerPort private int port;

  private final String order = UUID.randomUUID().toString();

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry properties) {
    properties.add("spring.kafka.bootstrap-servers", LocalServers::kafkaBootstrapServers);
    properties.add("storefront.console.management.services.fulfillment", FULFILLMENT::uri);
    properties.add("storefront.console.management.services.orders", ORDERS::uri);
    properties.add("storefront.console.management.services.accounts", () -> "http://127.0.0.1:1");
  }

  @AfterAll
  static void stop() {
    ORDERS.close();
    FULFILLMENT.close();
  }

  @Test
  void findsTheRecordOfAnAppliedEventByItsPosition() {
    publish(1);
    publish(2);
    var record = KafkaTestClient.records(TOPIC, order).get(1);
    answer(ORDERS, sources(2, ""), "[]");
    answer(FULFILLMENT, "[]", copies(2, record.partition(), record.offset()));

    JsonNode hop = journey().at("/hops/0");

    assertThat(hop.path("from").asString()).isEqualTo("orders");
    assertThat(hop.path("to").asString()).isEqualTo("fulfillment");
    assertThat(hop.at("/place/partition").asInt()).isEqualTo(record.partition());
    assertThat(hop.at("/record/offset").asLong()).isEqualTo(record.offset());
    assertThat(hop.at("/record/time").asString())
        .isEqualTo(KafkaTestClient.header(record, EventHeaders.TIME));
    assertThat(hop.at("/events/0/sequence").asInt()).isEqualTo(2);
  }

  /** Kafka removed it, or an earlier version did not store the position. */
  @Test
  void showsAnAppliedEventWithoutItsRecord() {
    publish(1);
    answer(ORDERS, sources(1, ""), "[]");
    answer(FULFILLMENT, "[]", copies(1, 0, 999_999));
    assertThat(journey().at("/hops/0/record").isNull()).isTrue();

    answer(
        FULFILLMENT,
        "[]",
        "[{\"topic\": \"%s\", \"events\": [{\"sequence\": 1, \"eventId\": \"%s1\"}]}]"
            .formatted(TOPIC, order));

    assertThat(journey().at("/hops/0/record").isNull()).isTrue();
    assertThat(journey().at("/hops/0/events")).hasSize(1);
  }

  @Test
  void findsARecordThatIsNotConsumed() throws Exception {
    publish(1);
    publish(2);
    var records = KafkaTestClient.records(TOPIC, order);
    commit(records.get(0).partition(), records.get(0).offset() + 1);
    answer(ORDERS, sources(2, ""), "[]");
    answer(FULFILLMENT, "[]", copies(1, records.get(0).partition(), records.get(0).offset()));

    JsonNode hop = journey().at("/hops/0");

    assertThat(hop.at("/record/offset").asLong()).isEqualTo(records.get(1).offset());
    assertThat(hop.at("/place/committed").asLong()).isEqualTo(records.get(0).offset() + 1);
    assertThat(hop.at("/place/lag").asLong()).isEqualTo(1);
    assertThat(hop.path("isSearchComplete").asBoolean()).isTrue();
  }

  @Test
  void searchesForNoEventThatIsNotPublished() {
    publish(1);
    answer(ORDERS, sources(1, "{\"sequence\": 1, \"at\": \"2026-11-30T10:00:00Z\"}"), "[]");
    answer(FULFILLMENT, "[]", "[]");

    JsonNode hop = journey().at("/hops/0");

    assertThat(hop.path("record").isNull()).isTrue();
    assertThat(hop.at("/source/pending")).hasSize(1);
    assertThat(journey().path("isKafkaAnswering").asBoolean()).isTrue();
  }

  @Test
  void namesAServiceThatDoesNotAnswer() {
    publish(1);
    answer(ORDERS, sources(1, ""), "[]");

    JsonNode journey = journey();

    assertThat(journey.at("/silent/0").asString()).isEqualTo("fulfillment");
    assertThat(journey.at("/hops/0/events").isNull()).isTrue();
    assertThat(journey.at("/hops/0/record/offset").isNumber()).isTrue();
  }

  @Test
  void findsTheDeadLettersOfTheOrder() {
    publish(1);
    answer(FULFILLMENT, "[]", "[]");
    FULFILLMENT.answer(
        "GET /actuator/deadletters?limit=1000",
        200,
        "{\"deadLetters\": [{\"key\": \"other\"}, {\"key\": \"%s\", \"cause\": \"Invalid\"}]}"
            .formatted(order));

    JsonNode letters = journey().path("deadLetters");

    assertThat(letters).hasSize(1);
    assertThat(letters.at("/0/cause").asString()).isEqualTo("Invalid");
  }

  private void answer(StandInManagement service, String sources, String copies) {
    service.answer(
        "GET /actuator/journey/" + order,
        200,
        "{\"sources\": %s, \"copies\": %s}".formatted(sources, copies));
  }

  private String sources(long version, String pending) {
    return """
        [{"topic": "%s", "version": %d, "sequence": %2$d, "eventId": "%s%2$d", "pending": [%s]}]"""
        .formatted(TOPIC, version, order, pending);
  }

  private String copies(long sequence, int partition, long offset) {
    return """
        [{"topic": "%s", "events":
          [{"sequence": %d, "eventId": "%s%2$d", "position": "%1$s~%d~%d"}]}]"""
        .formatted(TOPIC, sequence, order, partition, offset);
  }

  private JsonNode journey() {
    var answer = new ConsoleClient(port).get("/console/api/orders/" + order + "/journey");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private void publish(long sequence) {
    KafkaTestClient.send(
        TOPIC, order, sequence, order + sequence, FulfillmentRequestEvent.class, new byte[0]);
  }

  private static void commit(int partition, long offset) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers()))) {
      admin
          .alterConsumerGroupOffsets(
              "fulfillment",
              Map.of(new TopicPartition(TOPIC, partition), new OffsetAndMetadata(offset)))
          .all()
          .get();
    }
  }
}
