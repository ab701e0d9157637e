package com.storefront.fulfillment.order;

import static com.storefront.fulfillment.order.TestFulfillments.ACTOR;
import static com.storefront.fulfillment.order.TestFulfillments.received;
import static com.storefront.fulfillment.order.TestFulfillments.request;
import static com.storefront.test.KafkaTestClient.awaitApplied;
import static com.storefront.test.KafkaTestClient.header;
import static com.storefront.test.KafkaTestClient.publish;
import static com.storefront.test.KafkaTestClient.records;
import static com.storefront.test.KafkaTestClient.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.Topics;
import com.storefront.events.order.FulfillmentRequestEvent;
import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.EventHandler.AppliedEvent;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.test.RealServers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RealServers
class OrderListenerTests {

  private static final String DEAD_LETTERS = Topics.FULFILLMENT_REQUEST + "-dlt";

  @Autowired OrderListener listener;
  @Autowired FulfillmentManagement management;
  @Autowired Fulfillments fulfillments;

  private final String order = UUID.randomUUID().toString();

  @Test
  void createsAFulfillmentForAnApprovedOrder() {
    publishRequest("first");

    Fulfillment fulfillment = awaitFulfillment();
    assertThat(fulfillment.status()).isEqualTo(OrderStatusType.APPROVED);
    assertThat(fulfillment.version()).isEqualTo(1);
    assertThat(fulfillment.request().eventId()).isEqualTo("first");
    assertThat(records(Topics.ORDER_STATUS_CHANGE, order)).isEmpty();
  }

  @Test
  void storesThePositionOfTheRequest() {
    publishRequest("first");

    awaitFulfillment();

    var record = records(Topics.FULFILLMENT_REQUEST, order).get(0);
    String position = "%s~%d~%d".formatted(record.topic(), record.partition(), record.offset());
    assertThat(listener.applied(order)).containsExactly(new AppliedEvent(2, "first", position));
    assertThat(listener.applied("unknown")).isEmpty();
  }

  /** Requests of earlier versions have no currency. */
  @ParameterizedTest
  @ValueSource(strings = {"", ",\"currency\":null", ",\"currency\":\"JPY\""})
  void acceptsARequestWithAndWithoutACurrency(String currency) {
    String request = JsonMapper.shared().writeValueAsString(request(order));
    String given = request.replace(",\"currency\":\"USD\"", currency);

    sendRequest(order, "first", given.getBytes(UTF_8));

    assertThat(awaitFulfillment().items()).hasSize(1);
    assertThat(records(DEAD_LETTERS, order)).isEmpty();
  }

  @Test
  void ignoresARepeatedDelivery() {
    publishRequest("first");
    Fulfillment before = awaitFulfillment();
    change(Fulfillment::process, null);

    publishRequest("first");

    awaitApplied("fulfillment", Topics.FULFILLMENT_REQUEST);
    Fulfillment after = fulfillments.findById(order).orElseThrow();
    assertThat(after.status()).isEqualTo(OrderStatusType.PROCESSING);
    assertThat(after.history()).startsWith(before.history().toArray(StatusChange[]::new));
    assertThat(after.version()).isEqualTo(2);
    assertThat(records(DEAD_LETTERS, order)).isEmpty();
  }

  @Test
  void rejectsASecondRequestForTheSameOrder() {
    publishRequest("first");
    Fulfillment before = awaitFulfillment();

    publishRequest("second");

    awaitApplied("fulfillment", Topics.FULFILLMENT_REQUEST);
    assertThat(fulfillments.findById(order).orElseThrow())
        .usingRecursiveComparison()
        .ignoringFields("registered")
        .isEqualTo(before);
    assertThat(records(DEAD_LETTERS, order))
        .singleElement()
        .satisfies(
            deadLetter -> {
              assertThat(header(deadLetter, EventHeaders.ID)).isEqualTo("second");
              assertThat(header(deadLetter, "dlt_cause")).contains("first");
            });
  }

  @Test
  void takesTheFirstOfTwoRequestsInOneBatch() {
    var first = received("first", request(order));
    var again = received("first", request(order));
    var second = received("second", request(order));
    var batch = new EventBatch<>(List.of(first, again, second));

    listener.on(batch);

    assertThat(batch.rejected()).containsExactly(second);
    assertThat(fulfillments.findById(order).orElseThrow().request().eventId()).isEqualTo("first");
  }

  @Test
  void rejectsTheWithdrawalOfAnUnknownRequest() {
    var withdrawal = withdrawal(3);
    var batch = new EventBatch<>(List.of(withdrawal));

    listener.on(batch);

    assertThat(batch.rejected()).containsExactly(withdrawal);
    assertThat(fulfillments.findById(order)).isEmpty();
  }

  @Test
  void rejectsAWithdrawalThatIsNotNewerThanTheRequest() {
    listener.on(new EventBatch<>(List.of(received("first", request(order)))));
    var withdrawal = withdrawal(2);
    var batch = new EventBatch<>(List.of(withdrawal));

    listener.on(batch);

    assertThat(batch.rejected()).containsExactly(withdrawal);
    assertThat(fulfillments.findById(order).orElseThrow().recipient()).isNotNull();
  }

  /** Orders withdraws the request of a finished order when the customer was deleted. */
  @Test
  void erasesPersonalDataWhenTheRequestIsWithdrawn() {
    listener.on(new EventBatch<>(List.of(received("first", request(order)))));
    management.change(order, ExpectedVersion.ANY, ACTOR, "Mary Smith moved", Fulfillment::cancel);
    var batch = new EventBatch<>(List.of(withdrawal(5)));

    listener.on(batch);
    listener.on(batch);

    assertThat(batch.rejected()).isEmpty();
    Fulfillment erased = fulfillments.findById(order).orElseThrow();
    assertThat(erased.version()).isEqualTo(3);
    assertThat(erased.recipient()).isNull();
    assertThat(erased.erasedAt()).isNotNull();
    assertThat(erased.items()).isNotEmpty();
    assertThat(erased.status()).isEqualTo(OrderStatusType.CANCELLED);
    assertThat(erased.history()).allMatch(change -> change.note() == null);
    assertThat(records(Topics.ORDER_STATUS_CHANGE, order)).hasSizeLessThanOrEqualTo(1);
  }

  /** A request that is delivered again after its withdrawal restores nothing. */
  @Test
  void staysErasedWhenTheRequestIsDeliveredAgain() {
    listener.on(new EventBatch<>(List.of(received("first", request(order)))));
    listener.on(new EventBatch<>(List.of(withdrawal(5))));

    var repeated = new EventBatch<>(List.of(received("first", request(order))));
    listener.on(repeated);

    assertThat(repeated.rejected()).isEmpty();
    assertThat(fulfillments.findById(order).orElseThrow().recipient()).isNull();
  }

  private ReceivedEvent<FulfillmentRequestEvent> withdrawal(long sequence) {
    return new ReceivedEvent<>(
        order, sequence, "withdrawal", TestFulfillments.NOW, "requests~0~" + sequence, null);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"timestamp\":\\d+', '\"timestamp\":0', /timestamp",
    "'\"sequence\":2', '\"sequence\":\"2\"', /sequence",
    "'\"type\":\"SHIPPING\"', '\"type\":1', /address/type",
    "'\"country\":\"US\"', '\"country\":\"usa\"', /address/country",
    "'\"CREATED\"', '0', /order/orderStatusEvents/0/orderStatusType",
    "'\"quantity\":4', '\"quantity\":\"4\"', /order/orderItems/0/quantity",
    "'\"customerId\":\"[^\"]+\"', '\"customerId\":\"a/../b?c#d\"', /customerId"
  })
  void rejectsARequestThatViolatesItsSchema(String part, String replacement, String place) {
    String request = JsonMapper.shared().writeValueAsString(request(order));
    String invalid = request.replaceAll(part, replacement);

    sendRequest(order, "first", invalid.getBytes(UTF_8));

    awaitApplied("fulfillment", Topics.FULFILLMENT_REQUEST);
    assertThat(fulfillments.findById(order)).isEmpty();
    assertThat(records(DEAD_LETTERS, order))
        .singleElement()
        .satisfies(
            deadLetter -> assertThat(header(deadLetter, "dlt_cause")).contains(" " + place + ": "));
  }

  @Test
  void rejectsARequestForAnOrderThatCannotBeAddressed() {
    String guid = "a/../b?c#d-" + order;

    sendRequest(guid, "first", JsonMapper.shared().writeValueAsBytes(request(guid)));

    awaitApplied("fulfillment", Topics.FULFILLMENT_REQUEST);
    assertThat(fulfillments.findById(guid)).isEmpty();
    assertThat(records(DEAD_LETTERS, guid)).hasSize(1);
  }

  @Test
  void rejectsARequestWhoseHistoryLeavesNoRoomForFulfillment() {
    var history =
        Collections.nCopies(600, new OrderStatusEvent(1, OrderStatusType.CREATED, null, null));

    publish(Topics.FULFILLMENT_REQUEST, order, 2, "first", request(order, history));

    awaitApplied("fulfillment", Topics.FULFILLMENT_REQUEST);
    assertThat(fulfillments.findById(order)).isEmpty();
    assertThat(records(DEAD_LETTERS, order)).hasSize(1);
  }

  @Test
  void keepsTheTimesOfTheRequest() {
    publishRequest("first");

    assertThat(awaitFulfillment().history())
        .extracting(StatusChange::at)
        .containsExactly(TestFulfillments.CREATED_AT, TestFulfillments.APPROVED_AT);
  }

  @Test
  void rejectsAnUnreadableRecordAndContinues() {
    byte[] unreadable = "{\"order\":".getBytes(UTF_8);

    sendRequest(order, "unreadable", unreadable);
    publishRequest("readable");

    assertThat(awaitFulfillment().request().eventId()).isEqualTo("readable");
    assertThat(records(DEAD_LETTERS, order))
        .singleElement()
        .satisfies(deadLetter -> assertThat(deadLetter.value()).isEqualTo(unreadable));
  }

  @Test
  void acceptsAnyHistoryOfTheRequest() {
    var history =
        List.of(
            new OrderStatusEvent(1, OrderStatusType.RECEIVED, null, null),
            new OrderStatusEvent(2, OrderStatusType.CREATED, "again", null));

    publish(Topics.FULFILLMENT_REQUEST, order, 2, "first", request(order, history));

    assertThat(awaitFulfillment().history())
        .extracting(StatusChange::status)
        .containsExactly(
            OrderStatusType.RECEIVED, OrderStatusType.CREATED, OrderStatusType.APPROVED);
    assertThat(awaitFulfillment().history())
        .extracting(StatusChange::actor)
        .as("unknown in events of earlier versions")
        .containsExactly(null, null, "system");
  }

  @Test
  void keepsWhoPlacedAndApprovedTheOrder() {
    publishRequest("first");

    assertThat(awaitFulfillment().history())
        .extracting(StatusChange::actor)
        .containsExactly("john", "alice");
  }

  @Test
  void publishesEveryChangeInOrder() {
    publishRequest("first");
    awaitFulfillment();

    change(Fulfillment::process, null);
    change(Fulfillment::hold, "Items out of stock");
    change(Fulfillment::cancel, "Ordered alternative items");

    List<ConsumerRecord<String, byte[]>> published =
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> records(Topics.ORDER_STATUS_CHANGE, order), all -> all.size() == 3);
    assertThat(published)
        .extracting(record -> header(record, EventHeaders.SEQUENCE))
        .containsExactly("2", "3", "4");
    JsonNode last = JsonMapper.shared().readTree(published.get(2).value());
    assertThat(last.path("guid").asString()).isEqualTo(order);
    assertThat(last.path("sequence").asLong()).isEqualTo(4);
    assertThat(last.at("/orderStatusEvent/orderStatusType").asString()).isEqualTo("CANCELLED");
    assertThat(last.at("/orderStatusEvent/note").asString()).isEqualTo("Ordered alternative items");
    assertThat(last.at("/orderStatusEvent/actor").asString()).isEqualTo(ACTOR);
  }

  private void publishRequest(String eventId) {
    publish(Topics.FULFILLMENT_REQUEST, order, 2, eventId, request(order));
  }

  private static void sendRequest(String key, String eventId, byte[] value) {
    send(Topics.FULFILLMENT_REQUEST, key, 2, eventId, FulfillmentRequestEvent.class, value);
  }

  private void change(Transition transition, String note) {
    management.change(order, ExpectedVersion.ANY, ACTOR, note, transition);
  }

  private Fulfillment awaitFulfillment() {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> fulfillments.findById(order), Optional::isPresent)
        .orElseThrow();
  }
}
