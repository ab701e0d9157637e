package com.storefront.messaging.consumer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.aggregate.Parcel;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an event, and what a dead letter says about a record that is none. */
class EventDeserializerTests {

  private static final String ID = "4711";

  private final EventDeserializer<Parcel.Moved> deserializer = new EventDeserializer<>(new Shelf());

  @Test
  void readsAnEvent() throws Exception {
    ReceivedEvent<Parcel.Moved> event = read(Map.of(EventHeaders.ID, "7"), moved("\"Oslo\""));

    assertThat(event)
        .isEqualTo(
            new ReceivedEvent<>(
                ID,
                1,
                "7",
                Instant.parse("2026-11-21T08:00:00Z"),
                Parcel.TOPIC + "~0~0",
                new Parcel.Moved(ID, 1, "Oslo")));
  }

  @Test
  void readsATombstone() throws Exception {
    ConsumerRecord<byte[], byte[]> tombstone = ParcelRecords.consumed(ID, null, Map.of());

    assertThat(deserializer.read(tombstone).isTombstone()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "ce_id, ''",
    "ce_type, ParcelLost",
    "ce_type, ''",
    "ce_specversion, 0.3",
    "ce_sequence, ''",
    "ce_sequence, 0",
    "ce_sequence, -1",
    "ce_sequence, first",
    "ce_sequence, 1.0",
    "ce_sequence, 9007199254740992",
    "ce_sequence, 9223372036854775807",
    "ce_time, today",
    "ce_time, +1000000000-12-31T23:59:59Z",
    "ce_time, -0001-01-01T00:00:00Z"
  })
  void refusesAMalformedHeader(String name, String value) {
    refuses(Map.of(name, value), moved("\"Oslo\""), "The header " + name + " must ");
  }

  @Test
  void refusesAnEventIdOfAnyLength() {
    refuses(
        Map.of(EventHeaders.ID, "x".repeat(201)), moved("\"Oslo\""), "ce_id must have 1 to 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_id", "ce_type", "ce_sequence", "ce_time"})
  void refusesAMissingHeader(String name) {
    ConsumerRecord<byte[], byte[]> record = ParcelRecords.consumed(ID, moved("\"Oslo\""));
    record.headers().remove(name);

    refuses(record, "The header " + name + " is missing.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/../b?c#d", "..", ".", "a b", "a\n", "ä", "\u001B[31m"})
  void refusesAKeyThatIsNoPathSegment(String key) {
    refuses(ParcelRecords.consumed(key, moved("\"Oslo\"")), "The key must match");
  }

  @Test
  void refusesARecordWithoutAKey() {
    refuses(ParcelRecords.consumed("", moved("\"Oslo\"")), "The record has no key.");
  }

  @Test
  void refusesAKeyThatIsNotTheIdInTheValue() {
    refuses(ParcelRecords.consumed("4712", moved("\"Oslo\"")), "name different aggregates");
  }

  @Test
  void refusesASequenceThatIsNotTheOneInTheValue() {
    refuses(Map.of(EventHeaders.SEQUENCE, "2"), moved("\"Oslo\""), "have different sequences");
  }

  @ParameterizedTest
  @CsvSource({
    "7, '/place: integer found, string expected'",
    "true, '/place: boolean found, string expected'",
    "null, '/place: null found, string expected'"
  })
  void saysWhereAValueViolatesTheSchema(String place, String violation) {
    refuses(Map.of(), moved(place), "The value is not a valid ParcelMoved: " + violation);
  }

  @Test
  void saysWhichFieldIsMissing() {
    refuses(Map.of(), "{}", "The value is not a valid ParcelMoved: required property");
  }

  @Test
  void quotesNoValue() {
    String place = "\"12 Private Street\", \"sequence\": \"12 Private Street\"";

    assertThatExceptionOfType(InvalidRecord.class)
        .isThrownBy(() -> read(Map.of(), moved(place)))
        .withMessageNotContaining("Private");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "{} {}",
        "{ not json",
        "{\"id\":\"4711\",\"sequence\":1,\"place\":\"a\",\"place\":\"b\"}",
        "{\"id\":\"4711\",\"sequence\":1.5,\"place\":\"a\"}",
        "{\"id\":\"4711\",\"sequence\":\"1\",\"place\":\"a\"}",
        "{\"id\":\"4711\",\"sequence\":1e400,\"place\":\"a\"}",
        "{\"id\":\"4711\",\"sequence\":1E63720130151,\"place\":\"a\"}",
        "{\"sequence\":1,\"place\":\"a\"}"
      })
  void refusesAValueThatIsNoEvent(String value) {
    refuses(Map.of(), value, "The value is not a valid ParcelMoved: ");
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    byte[] value = moved("\"Münster\"").getBytes(ISO_8859_1);

    refuses(ParcelRecords.consumed(ID, value, Map.of()), "not a valid ParcelMoved");
  }

  @Test
  void boundsDepthNumbersAndTokens() {
    String deep = "[".repeat(100) + "]".repeat(100);
    String wide = "[" + "{},".repeat(60_000) + "{}]";
    String number = "9".repeat(1_001);

    for (String additional : new String[] {deep, wide, number}) {
      refuses(Map.of(), moved("\"Oslo\",\"additional\":" + additional), "not a valid ParcelMoved");
    }
  }

  /** Fields can be added to the published language at any time. */
  @Test
  void ignoresUnknownFields() throws Exception {
    var event = read(Map.of("ce_colour", "red"), moved("\"Oslo\",\"weight\":{\"kg\":[1,2]}"));

    assertThat(event.event().place()).isEqualTo("Oslo");
  }

  private ReceivedEvent<Parcel.Moved> read(Map<String, String> headers, String value)
      throws InvalidRecord {
    return deserializer.read(ParcelRecords.consumed(ID, value.getBytes(UTF_8), headers));
  }

  private void refuses(Map<String, String> headers, String value, String cause) {
    refuses(ParcelRecords.consumed(ID, value.getBytes(UTF_8), headers), cause);
  }

  private void refuses(ConsumerRecord<byte[], byte[]> record, String cause) {
    assertThatExceptionOfType(InvalidRecord.class)
        .isThrownBy(() -> deserializer.read(record))
        .withMessageContaining(cause);
  }

  private static String moved(String place) {
    return "{\"id\":\"%s\",\"sequence\":1,\"place\":%s}".formatted(ID, place);
  }
}
