package com.storefront.fulfillment.fulfillment;

import static com.storefront.fulfillment.fulfillment.TestFulfillments.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.EventHeaders;
import com.storefront.events.FulfillmentRequestEvent;
import com.storefront.events.OrderStatusEvent;
import com.storefront.events.OrderStatusType;
import com.storefront.events.Topics;
import com.storefront.fulfillment.Kafka;
import com.storefront.fulfillment.RealServers;
import com.storefront.messaging.follower.Fact;
import com.storefront.messaging.follower.Facts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RealServers
class OrdersListenerTests {

  private static final String DEAD = Topics.FULFILLMENT_REQUEST + Topics.DEAD_LETTER_SUFFIX;

  @Autowired OrdersListener listener;
  @Autowired FulfillmentManagement management;
  @Autowired Fulfillments fulfillments;
  @Autowired Kafka kafka;

  private final String order = UUID.randomUUID().toString();

  @DisplayName("C9: an approved order comes here by itself")
  @Test
  void takesAnApprovedOrderIn() {
    kafka.request("first", request(order));

    Fulfillment fulfillment = awaitFulfillment(order);
    assertThat(fulfillment.status()).isEqualTo(OrderStatusType.APPROVED);
    assertThat(fulfillment.version()).isEqualTo(1);
    assertThat(fulfillment.requestEventId()).isEqualTo("first");
    assertThat(fulfillment.requestSequence()).isEqualTo(2);
    assertThat(kafka.about(order, Topics.ORDER_STATUS_CHANGE)).isEmpty();
  }

  @DisplayName("A5, B1: a request that is delivered again makes no second fulfillment")
  @Test
  void absorbsARepeatedDelivery() {
    kafka.request("first", request(order));
    Fulfillment before = awaitFulfillment(order);
    management.process(order, version -> {}, null);

    kafka.request("first", request(order));

    awaitEverythingSoFar();
    Fulfillment after = management.fulfillment(order);
    assertThat(after.status()).isEqualTo(OrderStatusType.PROCESSING);
    assertThat(after.history()).startsWith(before.history().toArray(StatusChange[]::new));
    assertThat(after.version()).isEqualTo(2);
    assertThat(kafka.about(order, DEAD)).isEmpty();
  }

  @DisplayName("B1: a second request for an order is loud, and ships nothing")
  @Test
  void setsASecondRequestAside() {
    kafka.request("first", request(order));
    Fulfillment before = awaitFulfillment(order);

    kafka.request("second", request(order));

    awaitEverythingSoFar();
    assertThat(management.fulfillment(order))
        .usingRecursiveComparison()
        .ignoringFields("registered")
        .isEqualTo(before);
    assertThat(kafka.about(order, DEAD))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(Kafka.header(letter, EventHeaders.ID)).isEqualTo("second");
              assertThat(Kafka.header(letter, "dlt_cause")).contains("first");
            });
  }

  @DisplayName("B1: two requests for an order in one batch make one fulfillment")
  @Test
  void takesTheFirstOfABatch() {
    var first = TestFulfillments.fact("first", request(order));
    var again = TestFulfillments.fact("first", request(order));
    var second = TestFulfillments.fact("second", request(order));
    var facts = new Facts<>(List.of(first, again, second));

    listener.on(facts);

    assertThat(facts.rejected()).containsExactly(second);
    assertThat(management.fulfillment(order).requestEventId()).isEqualTo("first");
  }

  @Test
  void refusesTheDeletionOfARequest() {
    var tombstone =
        new Fact<FulfillmentRequestEvent>(order, 3, "deletion", TestFulfillments.NOW, null);
    var facts = new Facts<>(List.of(tombstone));

    listener.on(facts);

    assertThat(facts.rejected()).containsExactly(tombstone);
    assertThat(fulfillments.findById(order)).isEmpty();
  }

  @DisplayName("B7: a request without times is set aside; nobody makes them up here")
  @Test
  void setsARequestWithoutTimesAside() {
    String timeless =
        JsonMapper.shared()
            .writeValueAsString(request(order))
            .replaceAll("\"timestamp\":\\d+", "\"timestamp\":0");

    kafka.send(order, "timeless", timeless);

    awaitEverythingSoFar();
    assertThat(fulfillments.findById(order)).isEmpty();
    assertThat(kafka.about(order, DEAD)).hasSize(1);
  }

  @DisplayName("B7: the times of the history are the sender's, however late the request comes")
  @Test
  void keepsTheTimesOfTheRequest() {
    kafka.request("first", request(order));

    assertThat(awaitFulfillment(order).history())
        .extracting(StatusChange::at)
        .containsExactly(TestFulfillments.CREATED_AT, TestFulfillments.APPROVED_AT);
  }

  @DisplayName("F1: an unreadable record is set aside, byte by byte, and the next ones flow")
  @Test
  void setsAnUnreadableRecordAside() {
    kafka.send(order, "poison", "{\"order\":");
    kafka.request("healthy", request(order));

    assertThat(awaitFulfillment(order).requestEventId()).isEqualTo("healthy");
    assertThat(kafka.about(order, DEAD))
        .singleElement()
        .satisfies(letter -> assertThat(letter.value()).asString(UTF_8).isEqualTo("{\"order\":"));
  }

  @DisplayName("B8: how an order became approved is not for us to judge")
  @Test
  void takesAnyHistoryIn() {
    var history =
        List.of(
            new OrderStatusEvent(1, OrderStatusType.RECEIVED, null),
            new OrderStatusEvent(2, OrderStatusType.CREATED, "again"));

    kafka.request("first", TestFulfillments.request(order, history));

    assertThat(awaitFulfillment(order).history())
        .extracting(StatusChange::status)
        .containsExactly(
            OrderStatusType.RECEIVED, OrderStatusType.CREATED, OrderStatusType.APPROVED);
  }

  @DisplayName("A2, B4: a command is told on the topic: keyed, numbered, in order")
  @Test
  void tellsEveryChange() {
    kafka.request("first", request(order));
    awaitFulfillment(order);

    management.process(order, version -> {}, null);
    management.hold(order, version -> {}, "Items out of stock");
    management.cancel(order, version -> {}, "Ordered alternative items");

    await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(told()).hasSize(3));
    assertThat(told())
        .extracting(record -> Kafka.header(record, EventHeaders.SEQUENCE))
        .containsExactly("2", "3", "4");
    JsonNode last = JsonMapper.shared().readTree(told().get(2).value());
    assertThat(last.path("guid").asString()).isEqualTo(order);
    assertThat(last.path("sequence").asLong()).isEqualTo(4);
    assertThat(last.at("/orderStatusEvent/orderStatusType").asString()).isEqualTo("CANCELLED");
    assertThat(last.at("/orderStatusEvent/note").asString()).isEqualTo("Ordered alternative items");
  }

  private List<ConsumerRecord<String, byte[]>> told() {
    return kafka.about(order, Topics.ORDER_STATUS_CHANGE);
  }

  private Fulfillment awaitFulfillment(String id) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> fulfillments.findById(id), Optional::isPresent)
        .orElseThrow();
  }

  private void awaitEverythingSoFar() {
    kafka.awaitApplied("fulfillment", Topics.FULFILLMENT_REQUEST);
  }
}
