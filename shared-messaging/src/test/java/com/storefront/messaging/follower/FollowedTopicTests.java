package com.storefront.messaging.follower;

import static com.storefront.messaging.outbox.TopicReader.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.messaging.deadletter.DeadLetters;
import com.storefront.messaging.outbox.AggregateStore;
import com.storefront.messaging.outbox.Parcel;
import com.storefront.messaging.outbox.TopicReader;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.kafka.core.KafkaTemplate;

@SpringBootTest
class FollowedTopicTests {

  @Autowired AggregateStore store;
  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired Shelf shelf;

  private final String id = UUID.randomUUID().toString();
  private final TopicReader deadLetters = new TopicReader(Parcel.TOPIC + DeadLetters.SUFFIX);

  @AfterEach
  void close() {
    deadLetters.close();
  }

  @Test
  void appliesWhatAnotherServiceTells() {
    Parcel parcel = store.insert(Parcel.posted(id, "Oslo"));
    store.update(parcel.moveTo("Bergen"));

    await().untilAsserted(() -> assertThat(shelf.places).containsEntry(id, "Bergen"));
  }

  @Test
  void setsAsideWhatIsNoJson() {
    send(id, "{ not json", Map.of());

    ConsumerRecord<String, String> letter = letter(id);
    assertThat(letter.value()).isEqualTo("{ not json");
    assertThat(header(letter, "dlt_cause")).contains("no Moved").doesNotContain("not json");
    assertThat(header(letter, "dlt_topic")).isEqualTo(Parcel.TOPIC);
    assertThat(header(letter, "dlt_group")).isEqualTo("parcels");
    assertThat(header(letter, "dlt_attempts")).isEqualTo("1");
    assertThat(Long.parseLong(header(letter, "dlt_offset"))).isNotNegative();
  }

  @Test
  void setsAsideARecordWithoutItsSequence() {
    send(id, moved(id, "Oslo"), Map.of("ce_sequence", ""));

    assertThat(header(letter(id), "dlt_cause")).contains("malformed header");
  }

  @Test
  void setsAsideARecordWhoseKeyNamesAnotherAggregate() {
    send(id, moved("somebody else", "Oslo"), Map.of());

    assertThat(header(letter(id), "dlt_cause")).contains("another aggregate");
  }

  @Test
  void setsAsideWhatTheFollowerRejects() {
    send(id, moved(id, "nowhere"), Map.of());

    assertThat(header(letter(id), "dlt_cause")).isEqualTo("there is no such place");
  }

  /** A10, F1: one record that can't be applied holds up nobody else. */
  @Test
  void setsAsideWhatKeepsFailingAndAppliesTheRest() {
    String other = UUID.randomUUID().toString();
    send(id, moved(id, "bug"), Map.of());
    send(other, moved(other, "Oslo"), Map.of());

    await().untilAsserted(() -> assertThat(shelf.places).containsEntry(other, "Oslo"));
    ConsumerRecord<String, String> letter = letter(id);
    assertThat(header(letter, "dlt_cause")).contains("IllegalStateException");
    assertThat(header(letter, "dlt_attempts")).isEqualTo("3");
  }

  @Test
  void triesAgainAfterAPassingFaultAndLosesNothing() {
    shelf.passingFaults.set(3);

    send(id, moved(id, "Oslo"), Map.of());

    await().untilAsserted(() -> assertThat(shelf.places).containsEntry(id, "Oslo"));
    assertThat(deadLetters.of(id)).isEmpty();
  }

  /** What is too large to be set aside whole must not hold up the topic. */
  @Test
  void setsAsideThePlaceOfARecordThatIsTooLargeForADeadLetter() {
    int room = 1_048_576 - 400;
    String other = UUID.randomUUID().toString();

    send(id, "x".repeat(room), Map.of());
    send(other, moved(other, "Oslo"), Map.of());

    ConsumerRecord<String, String> letter = letter(id);
    assertThat(letter.value()).isNull();
    assertThat(header(letter, "dlt_truncated")).isEqualTo("true");
    assertThat(header(letter, "dlt_cause")).contains("no Moved");
    assertThat(Long.parseLong(header(letter, "dlt_offset"))).isNotNegative();
    await().untilAsserted(() -> assertThat(shelf.places).containsEntry(other, "Oslo"));
  }

  /** Rule 11: a fault that never passes while the database answers is the record's. */
  @Test
  void setsAsideWhatMeetsAPassingFaultForEver() {
    shelf.passingFaults.set(Integer.MAX_VALUE);
    try {
      send(id, moved(id, "Oslo"), Map.of());

      assertThat(header(letter(id), "dlt_cause")).contains("MongoSocketReadException");
    } finally {
      shelf.passingFaults.set(0);
    }
  }

  private ConsumerRecord<String, String> letter(String key) {
    return await().until(() -> deadLetters.of(key), letters -> !letters.isEmpty()).get(0);
  }

  private static String moved(String id, String place) {
    return "{\"id\":\"%s\",\"sequence\":1,\"place\":\"%s\",\"new\":true}".formatted(id, place);
  }

  private void send(String key, String value, Map<String, String> headers) {
    var event = new ProducerRecord<>(Parcel.TOPIC, key, value.getBytes(UTF_8));
    Map<String, String> usual =
        Map.of(
            "ce_sequence",
            "1",
            "ce_id",
            UUID.randomUUID().toString(),
            "ce_time",
            "2026-11-21T08:00:00Z");
    usual.forEach((name, header) -> event.headers().add(name, header.getBytes(UTF_8)));
    headers.forEach((name, header) -> event.headers().add(name, header.getBytes(UTF_8)));
    kafka.send(event).join();
  }
}
