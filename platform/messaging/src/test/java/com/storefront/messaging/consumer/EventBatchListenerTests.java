package com.storefront.messaging.consumer;

import static com.storefront.messaging.consumer.ParcelRecords.moved;
import static com.storefront.messaging.consumer.ParcelRecords.published;
import static com.storefront.messaging.outbox.TopicReader.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.Parcel;
import com.storefront.messaging.consumer.deadletter.DeadLetter;
import com.storefront.messaging.outbox.TopicReader;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.kafka.core.KafkaTemplate;

@SpringBootTest
class EventBatchListenerTests {

  @Autowired AggregateStore store;
  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired Shelf shelf;

  private final String id = UUID.randomUUID().toString();
  private final String other = UUID.randomUUID().toString();
  private final TopicReader deadLetters = new TopicReader(Parcel.TOPIC + DeadLetter.TOPIC_SUFFIX);

  @AfterEach
  void close() {
    deadLetters.close();
  }

  @Test
  void appliesTheEventsOfAnotherService() {
    Parcel parcel = store.insert(Parcel.posted(id, "Oslo"));
    store.update(parcel.moveTo("Bergen"));

    await().untilAsserted(() -> assertThat(shelf.places).containsEntry(id, "Bergen"));
  }

  @Test
  void publishesAnUnreadableRecordAsADeadLetter() {
    send(id, "{ not json", Map.of());

    ConsumerRecord<String, String> letter = deadLetter();
    assertThat(letter.value()).isEqualTo("{ not json");
    assertThat(header(letter, "dlt_cause"))
        .contains("valid ParcelMoved")
        .doesNotContain("not json");
    assertThat(header(letter, "dlt_topic")).isEqualTo(Parcel.TOPIC);
    assertThat(header(letter, "dlt_group")).isEqualTo("parcels");
    assertThat(header(letter, "dlt_attempts")).isEqualTo("1");
    assertThat(Long.parseLong(header(letter, "dlt_offset"))).isNotNegative();
  }

  @Test
  void publishesARecordWithAMalformedHeaderAsADeadLetter() {
    send(id, moved(id, "Oslo"), Map.of(EventHeaders.SEQUENCE, "first"));

    assertThat(header(deadLetter(), "dlt_cause")).contains("The header ce_sequence must be");
  }

  @Test
  void publishesARecordWhoseKeyNamesAnotherAggregateAsADeadLetter() {
    send(id, moved(other, "Oslo"), Map.of());

    assertThat(header(deadLetter(), "dlt_cause")).contains("different aggregates");
  }

  @Test
  void publishesAnEventThatTheHandlerRejectsAsADeadLetter() {
    send(id, moved(id, "nowhere"), Map.of());

    assertThat(header(deadLetter(), "dlt_cause")).isEqualTo("No such place.");
  }

  /** spring-kafka's default is to log and skip the batch of a ClassCastException. */
  @Test
  void publishesAFailingRecordAsADeadLetterAndAppliesTheOthers() {
    send(id, moved(id, "bug"), Map.of());
    send(other, moved(other, "Oslo"), Map.of());

    await().untilAsserted(() -> assertThat(shelf.places).containsEntry(other, "Oslo"));
    assertThat(header(deadLetter(), "dlt_cause")).contains("ClassCastException");
    assertThat(header(deadLetter(), "dlt_attempts")).isEqualTo("3");
  }

  @Test
  void appliesAnEventAfterTransientFailures() {
    shelf.transientFailures.set(3);

    send(id, moved(id, "Oslo"), Map.of());

    await().untilAsserted(() -> assertThat(shelf.places).containsEntry(id, "Oslo"));
    assertThat(deadLetters.of(id)).isEmpty();
  }

  /** The producer refuses such a dead letter, which would otherwise block the partition. */
  @Test
  void publishesThePositionOfARecordThatIsTooLargeForADeadLetter() {
    int almostTheMaximum = 1_048_576 - 400;

    send(id, "x".repeat(almostTheMaximum), Map.of());
    send(other, moved(other, "Oslo"), Map.of());

    ConsumerRecord<String, String> letter = deadLetter();
    assertThat(letter.value()).isNull();
    assertThat(header(letter, "dlt_truncated")).isEqualTo("true");
    assertThat(header(letter, "dlt_cause")).contains("valid ParcelMoved");
    assertThat(Long.parseLong(header(letter, "dlt_offset"))).isNotNegative();
    await().untilAsserted(() -> assertThat(shelf.places).containsEntry(other, "Oslo"));
  }

  @Test
  void attributesATransientFailureThatDoesNotEndToTheRecord() {
    shelf.unreachable.add(id);

    send(id, moved(id, "Oslo"), Map.of());

    assertThat(header(deadLetter(), "dlt_cause")).contains("MongoSocketReadException");
    assertThat(header(deadLetter(), "dlt_attempts")).isEqualTo("5");
  }

  /** Metrics and traces must not decide whether an event is applied. */
  @ParameterizedTest
  @CsvSource({
    "ce_time, 0001-01-01T00:00:00Z",
    "ce_time, 9999-12-31T23:59:59Z",
    "traceparent, not a trace",
    "baggage, ;;="
  })
  void appliesAnEventWhoseTimeOrTraceIsUnusable(String name, String value) {
    send(id, moved(id, "Oslo"), Map.of(name, value, EventHeaders.ID, id));
    send(other, moved(other, "Bergen"), Map.of());

    await().untilAsserted(() -> assertThat(shelf.places).containsKeys(id, other));
    assertThat(shelf.eventIds).containsOnlyOnce(id);
    assertThat(deadLetters.of(id)).isEmpty();
  }

  private ConsumerRecord<String, String> deadLetter() {
    return await().until(() -> deadLetters.of(id), letters -> !letters.isEmpty()).get(0);
  }

  private void send(String key, String value, Map<String, String> headers) {
    kafka.send(published(key, value, headers)).join();
  }
}
