package com.storefront.messaging.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.storefront.messaging.aggregate.Parcel;
import com.storefront.messaging.audit.AuditEntry;
import com.storefront.messaging.consumer.deadletter.DeadLetter;
import com.storefront.messaging.consumer.deadletter.DeadLetterNotFound;
import com.storefront.messaging.consumer.deadletter.DeadLetterService;
import com.storefront.messaging.consumer.deadletter.ReplayRefused;
import com.storefront.messaging.outbox.TopicReader;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

@SpringBootTest
class DeadLetterServiceTests {

  @Autowired DeadLetterService deadLetters;
  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired MongoOperations mongo;
  @Autowired Shelf shelf;

  private KafkaTemplate<byte[], byte[]> rawKeys;
  private final String id = UUID.randomUUID().toString();

  @BeforeEach
  void sendRawKeys(@Autowired ProducerFactory<byte[], byte[]> producers) {
    rawKeys = new KafkaTemplate<>(producers, Map.of("key.serializer", ByteArraySerializer.class));
  }

  @AfterEach
  void restoreTheBug() {
    rawKeys.destroy();
    shelf.hasBug = true;
  }

  @Test
  void listsAnUnresolvedDeadLetterWithItsCauseAndShowsItsPayload() {
    DeadLetter letter = deadLetter();

    assertThat(letter.cause()).contains("ClassCastException");
    assertThat(letter.attempts()).isEqualTo("3");
    assertThat(letter.topic()).isEqualTo(Parcel.TOPIC);
    assertThat(letter.payload()).isNull();
    assertThat(deadLetters.find(letter.id()).payload()).contains(id, "bug");
  }

  @Test
  void replaysAfterTheBugIsFixed() {
    DeadLetter letter = deadLetter();
    shelf.hasBug = false;

    deadLetters.replay(letter.id(), "ada");

    assertThat(shelf.places).containsEntry(id, "bug");
    assertThat(unresolved()).isNull();
    assertThat(audit(letter)).containsEntry("by", "ada").containsEntry("resolution", "REPLAYED");
  }

  /** The other consumers of the topic have already applied it. */
  @Test
  void writesNothingToTheTopicOfOrigin() {
    DeadLetter letter = deadLetter();
    shelf.hasBug = false;

    deadLetters.replay(letter.id(), "ada");

    try (var topic = new TopicReader(Parcel.TOPIC)) {
      assertThat(topic.of(id)).hasSize(1);
    }
  }

  @Test
  void keepsADeadLetterThatStillCannotBeApplied() {
    DeadLetter letter = deadLetter();

    assertThatThrownBy(() -> deadLetters.replay(letter.id(), "ada"))
        .isInstanceOf(ReplayRefused.class);

    assertThat(unresolved()).isEqualTo(letter);
    assertThat(audit(letter)).isNull();
  }

  @Test
  void refusesToReplayAnUnreadableRecord() {
    send("{ not json");
    DeadLetter letter = awaitDeadLetter();

    assertThatThrownBy(() -> deadLetters.replay(letter.id(), "ada"))
        .isInstanceOf(ReplayRefused.class)
        .hasMessageContaining("valid ParcelMoved");
  }

  @Test
  void refusesToReplayATruncatedDeadLetter() {
    send("x".repeat(1_048_576 - 300));
    DeadLetter letter = awaitDeadLetter();

    assertThatThrownBy(() -> deadLetters.replay(letter.id(), "ada"))
        .isInstanceOf(ReplayRefused.class)
        .hasMessageContaining("too large")
        .hasMessageContaining("offset " + letter.offset());
  }

  /** For example of a dead letter that was copied to its topic of origin. */
  @Test
  void removesTheHeadersOfAnEarlierDeadLetter() {
    kafka
        .send(
            ParcelRecords.published(
                id, "{ not json", Map.of("dlt_truncated", "true", "dlt_reason", "none")))
        .join();
    DeadLetter letter = awaitDeadLetter();

    assertThatThrownBy(() -> deadLetters.replay(letter.id(), "ada"))
        .hasMessageContaining("valid ParcelMoved");
    try (var topic = new TopicReader(Parcel.TOPIC + DeadLetter.TOPIC_SUFFIX)) {
      assertThat(topic.of(id).get(0).headers().headers("dlt_reason")).isEmpty();
    }
  }

  @Test
  void keepsTheBytesOfAKeyThatIsNotText() {
    var event = ParcelRecords.published(id, "{}", Map.of());
    byte[] key = {(byte) 0xFF, 0, 'a', (byte) 0xC3};
    rawKeys.send(
        new ProducerRecord<>(event.topic(), null, key, id.getBytes(UTF_8), event.headers()));

    DeadLetter letter = await().until(() -> unresolved("0xff0061c3"), Objects::nonNull);

    assertThat(letter.cause()).contains("The key must match");
    assertThat(deadLetters.find(letter.id()).payload()).isEqualTo(id);
    deadLetters.drop(letter.id(), "ada", null);
  }

  /** A header of a record can have any value. */
  @Test
  void listsADeadLetterWhoseEventIdIsNull() {
    var event = new ProducerRecord<>(Parcel.TOPIC, id, "{}".getBytes(UTF_8));
    event.headers().add("ce_id", null);
    kafka.send(event).join();

    assertThat(awaitDeadLetter().eventId()).isNull();
  }

  @Test
  void dropsADeadLetter() {
    DeadLetter letter = deadLetter();

    deadLetters.drop(letter.id(), "ada", "A test record");

    assertThat(unresolved()).isNull();
    assertThat(audit(letter))
        .containsEntry("resolution", "DROPPED")
        .containsEntry("reason", "A test record");
    AuditEntry newest = deadLetters.newest(1).get(0);
    assertThat(newest.by()).isEqualTo("ada");
    assertThat(newest.action()).isEqualTo("DROPPED");
    assertThat(newest.subject()).startsWith("dead letter of " + Parcel.TOPIC);
    assertThat(newest.reason()).isEqualTo("A test record");
    assertThat(deadLetters.find(letter.id()).id()).isEqualTo(letter.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"~0~999999", "~99~0"})
  void findsNothingAtAPositionWithoutADeadLetter(String position) {
    String missing = Parcel.TOPIC + "-dlt" + position;

    assertNotFound(() -> deadLetters.find(missing), "No dead letter " + missing);
    assertNotFound(() -> deadLetters.replay(missing, "ada"), "No dead letter " + missing);
    assertNotFound(() -> deadLetters.drop(missing, "ada", null), "No dead letter " + missing);
  }

  @Test
  void namesTheTopicsThatTheServiceConsumes() {
    String reason = "does not consume another.topic, but " + Parcel.TOPIC;

    assertNotFound(() -> deadLetters.unresolved("another.topic", null, 1000), reason);
    assertNotFound(() -> deadLetters.replayAll("another.topic", null, "ada"), reason);
    assertNotFound(() -> deadLetters.find("another.topic-dlt~0~0"), reason);
  }

  private static void assertNotFound(ThrowingCallable call, String reason) {
    assertThatThrownBy(call).isInstanceOf(DeadLetterNotFound.class).hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "topic-dlt~x~0",
        "topic-dlt~0~-1",
        "topic-dlt~-1~0",
        "topic~0~0",
        "topic-dlt~0~12345678901234567890"
      })
  void refusesAMalformedId(String malformed) {
    assertThatThrownBy(() -> deadLetters.find(malformed))
        .isInstanceOfSatisfying(
            InvalidEndpointRequestException.class,
            refused ->
                assertThat(refused.getReason()).contains(malformed, "TOPIC-dlt~PARTITION~OFFSET"));
  }

  private DeadLetter deadLetter() {
    send(ParcelRecords.moved(id, "bug"));
    return awaitDeadLetter();
  }

  private DeadLetter awaitDeadLetter() {
    await().until(() -> unresolved() != null);
    return unresolved();
  }

  private DeadLetter unresolved() {
    return unresolved(id);
  }

  private DeadLetter unresolved(String key) {
    return deadLetters.unresolved(null, null, 1000).stream()
        .filter(letter -> key.equals(letter.key()))
        .findFirst()
        .orElse(null);
  }

  private Document audit(DeadLetter letter) {
    String[] position = letter.id().split("~");
    int partition = Integer.parseInt(position[1]);
    long offset = Long.parseLong(position[2]);
    return mongo
        .getCollection("deadletters.resolutions")
        .find(
            new Document("topic", letter.topic())
                .append("_id.partition", partition)
                .append("_id.offset", offset))
        .first();
  }

  private void send(String value) {
    kafka.send(ParcelRecords.published(id, value, Map.of())).join();
  }
}
