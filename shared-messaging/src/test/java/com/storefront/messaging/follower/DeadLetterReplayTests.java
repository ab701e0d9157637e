package com.storefront.messaging.follower;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.storefront.messaging.deadletter.DeadLetter;
import com.storefront.messaging.deadletter.DeadLetterOffice;
import com.storefront.messaging.deadletter.DeadLetterRefused;
import com.storefront.messaging.outbox.Parcel;
import com.storefront.messaging.outbox.TopicReader;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.kafka.core.KafkaTemplate;

@SpringBootTest
class DeadLetterReplayTests {

  @Autowired DeadLetterOffice office;
  @Autowired KafkaTemplate<String, byte[]> kafka;
  @Autowired MongoOperations mongo;
  @Autowired Shelf shelf;

  private final String id = UUID.randomUUID().toString();

  @AfterEach
  void reintroduceTheBug() {
    shelf.hasBug = true;
  }

  @Test
  void showsWhatWaitsWithItsCauseAndPayload() {
    DeadLetter letter = setAside();

    assertThat(letter.cause()).contains("IllegalStateException");
    assertThat(letter.attempts()).isEqualTo("3");
    assertThat(letter.topic()).isEqualTo(Parcel.TOPIC);
    assertThat(letter.payload()).isNull();
    assertThat(office.find(letter.id()).orElseThrow().payload()).contains(id, "bug");
  }

  @Test
  void replaysOnceTheBugIsMended() {
    DeadLetter letter = setAside();
    shelf.hasBug = false;

    assertThat(office.replay(letter.id(), "ada")).isTrue();

    assertThat(shelf.places).containsEntry(id, "bug");
    assertThat(waiting()).isNull();
    assertThat(audit(letter)).containsEntry("by", "ada").containsEntry("settlement", "REPLAYED");
  }

  /** The other followers of the topic have had it long ago. */
  @Test
  void replaysToThisFollowerOnly() {
    DeadLetter letter = setAside();
    shelf.hasBug = false;

    office.replay(letter.id(), "ada");

    try (var topic = new TopicReader(Parcel.TOPIC)) {
      assertThat(topic.of(id)).hasSize(1);
    }
  }

  @Test
  void keepsWhatStillCannotBeApplied() {
    DeadLetter letter = setAside();

    assertThatThrownBy(() -> office.replay(letter.id(), "ada"))
        .isInstanceOf(DeadLetterRefused.class);

    assertThat(waiting()).isEqualTo(letter);
    assertThat(audit(letter)).isNull();
  }

  @Test
  void refusesAnUnreadableLetterInWords() {
    send("{ not json");
    DeadLetter letter = awaitLetter();

    assertThatThrownBy(() -> office.replay(letter.id(), "ada"))
        .isInstanceOf(DeadLetterRefused.class)
        .hasMessageContaining("no Moved");
  }

  @Test
  void refusesALetterThatOnlyTellsWhereItsRecordLies() {
    send("x".repeat(1_048_576 - 300));
    DeadLetter letter = awaitLetter();

    assertThatThrownBy(() -> office.replay(letter.id(), "ada"))
        .isInstanceOf(DeadLetterRefused.class)
        .hasMessageContaining("too large")
        .hasMessageContaining("offset " + letter.offset());
  }

  /** Anything can stand in a record's headers. */
  @Test
  void showsALetterWhoseEventHasANullForItsId() {
    var event = new ProducerRecord<>(Parcel.TOPIC, id, "{}".getBytes(UTF_8));
    event.headers().add("ce_id", null);
    kafka.send(event).join();

    assertThat(awaitLetter().eventId()).isNull();
  }

  @Test
  void dropsWhatIsNotWanted() {
    DeadLetter letter = setAside();

    assertThat(office.drop(letter.id(), "ada")).isTrue();

    assertThat(waiting()).isNull();
    assertThat(audit(letter)).containsEntry("settlement", "DROPPED");
    assertThat(office.find(letter.id())).isPresent();
  }

  @Test
  void knowsNothingOfLettersThatAreNotThere() {
    assertThat(office.find(Parcel.TOPIC + "-dlt~0~999999")).isEmpty();
    assertThat(office.find("somebody.elses-dlt~0~0")).isEmpty();
    assertThatThrownBy(() -> office.find("nonsense")).isInstanceOf(IllegalArgumentException.class);
  }

  private DeadLetter setAside() {
    send("{\"id\":\"%s\",\"sequence\":1,\"place\":\"bug\"}".formatted(id));
    return awaitLetter();
  }

  private DeadLetter awaitLetter() {
    await().until(() -> waiting() != null);
    return waiting();
  }

  private DeadLetter waiting() {
    return office.waiting(null, 1000).stream()
        .filter(letter -> id.equals(letter.key()))
        .findFirst()
        .orElse(null);
  }

  private Document audit(DeadLetter letter) {
    return mongo
        .getCollection("deadletters.settled")
        .find(new Document("_id", letter.id()))
        .first();
  }

  private void send(String value) {
    var event = new ProducerRecord<>(Parcel.TOPIC, id, value.getBytes(UTF_8));
    event.headers().add("ce_sequence", "1".getBytes(UTF_8));
    event.headers().add("ce_id", UUID.randomUUID().toString().getBytes(UTF_8));
    event.headers().add("ce_time", "2026-11-21T08:00:00Z".getBytes(UTF_8));
    kafka.send(event).join();
  }
}
