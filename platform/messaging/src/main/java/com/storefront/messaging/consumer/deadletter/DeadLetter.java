package com.storefront.messaging.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.KafkaCluster.OffsetRange;
import com.storefront.messaging.Printable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/**
 * A record that could not be applied, as operators see it. All text but the payload is printable
 * and bounded: records of a dead-letter topic can come from other producers.
 *
 * @param id its dead-letter topic, partition and offset; does not change
 * @param topic of origin
 * @param partition of origin
 * @param offset of origin
 * @param key the id of the aggregate; in hexadecimal digits if it is not UTF-8 text
 * @param eventId the id of the event, if it had one
 * @param cause why the record could not be applied
 * @param attempts how often it was delivered
 * @param group the consumer group that could not apply it
 * @param time when it was sent to the dead-letter topic, RFC 3339
 * @param payload the value as text; null on a tombstone, and in lists
 */
public record DeadLetter(
    String id,
    String topic,
    @Nullable String partition,
    @Nullable String offset,
    @Nullable String key,
    @Nullable String eventId,
    @Nullable String cause,
    @Nullable String attempts,
    @Nullable String group,
    @Nullable String time,
    @Nullable String payload) {

  /** Appended to the name of a topic, gives the name of its dead-letter topic. */
  public static final String TOPIC_SUFFIX = "-dlt";

  static final int MAX_CAUSE_LENGTH = 500;
  static final String HEADER_PREFIX = "dlt_";
  static final String CAUSE = "dlt_cause";
  static final String TOPIC = "dlt_topic";
  static final String PARTITION = "dlt_partition";
  static final String OFFSET = "dlt_offset";
  static final String ATTEMPTS = "dlt_attempts";
  static final String GROUP = "dlt_group";
  static final String TIME = "dlt_time";
  static final String TRUNCATED = "dlt_truncated";

  static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
    Position position = Position.of(record);
    Headers headers = record.headers();
    String cause = EventHeaders.get(headers, CAUSE);
    byte[] value = record.value();
    return new DeadLetter(
        position.toString(),
        position.origin(),
        printable(EventHeaders.get(headers, PARTITION)),
        printable(EventHeaders.get(headers, OFFSET)),
        text(record.key()),
        printable(EventHeaders.get(headers, EventHeaders.ID)),
        cause == null ? null : Printable.of(cause, MAX_CAUSE_LENGTH),
        printable(EventHeaders.get(headers, ATTEMPTS)),
        printable(EventHeaders.get(headers, GROUP)),
        printable(EventHeaders.get(headers, TIME)),
        value == null ? null : new String(value, UTF_8));
  }

  private static @Nullable String text(byte @Nullable [] key) {
    if (key == null) {
      return null;
    }
    try {
      return printable(UTF_8.newDecoder().decode(ByteBuffer.wrap(key)));
    } catch (CharacterCodingException malformed) {
      return printable("0x" + HexFormat.of().formatHex(key));
    }
  }

  private static @Nullable String printable(@Nullable CharSequence text) {
    return text == null ? null : Printable.of(text);
  }

  /** Why a record cannot be replayed to the handlers of a consumer group; null if it can. */
  static @Nullable String refusal(ConsumerRecord<byte[], byte[]> record, String group) {
    DeadLetter letter = of(record);
    if (record.headers().lastHeader(TRUNCATED) != null) {
      return "The record was too large to be kept; its origin is %s, partition %s, offset %s."
          .formatted(letter.topic, letter.partition, letter.offset);
    }
    if (letter.group != null && !letter.group.equals(group)) {
      return "%s could not apply the record, and a replay here does not reach it. Republish it, then drop this."
          .formatted(letter.group);
    }
    return null;
  }

  /** The same without the payload, which can be long and personal. */
  DeadLetter withoutPayload() {
    return new DeadLetter(
        id, topic, partition, offset, key, eventId, cause, attempts, group, time, null);
  }

  /**
   * The position of a dead letter in Kafka; written {@code topic~partition~offset}.
   *
   * @param topic the dead-letter topic
   */
  record Position(String topic, int partition, long offset) {

    private static final Pattern FORM =
        Pattern.compile("(.+" + TOPIC_SUFFIX + ")~(\\d{1,9})~(\\d{1,18})");

    static Position of(ConsumerRecord<?, ?> record) {
      return new Position(record.topic(), record.partition(), record.offset());
    }

    static Position parse(String id) {
      Matcher parts = FORM.matcher(id);
      if (!parts.matches()) {
        throw new InvalidEndpointRequestException(
            "Malformed id of a dead letter",
            "%s is not the id of a dead letter, which is TOPIC-dlt~PARTITION~OFFSET."
                .formatted(Printable.of(id)));
      }
      return new Position(
          parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)));
    }

    /** The first offset of a range after this position, in the order of topics and partitions. */
    long following(OffsetRange range) {
      int order =
          Comparator.comparing(OffsetRange::topic)
              .thenComparing(OffsetRange::partition)
              .compare(range, new OffsetRange(topic, "", partition, offset, offset));
      if (order == 0) {
        return Math.max(range.start(), offset + 1);
      }
      return order < 0 ? range.end() : range.start();
    }

    /** The topic of origin. */
    String origin() {
      return topic.substring(0, topic.length() - TOPIC_SUFFIX.length());
    }

    @Override
    public String toString() {
      return topic + "~" + partition + "~" + offset;
    }
  }
}
