package com.storefront.messaging.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that was set aside, as people see it.
 *
 * @param id names it for ever: its topic, partition and offset among the dead letters
 * @param topic that it came from
 * @param partition that it came from
 * @param offset that it came from
 * @param key the aggregate that it is about
 * @param eventId the event's id, if it had one
 * @param cause why it was set aside
 * @param attempts how often it was tried to apply it
 * @param time when it was set aside, RFC 3339
 * @param payload as text; null on a tombstone, and in lists
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
    @Nullable String time,
    @Nullable String payload) {

  static DeadLetter of(ConsumerRecord<String, byte[]> letter) {
    byte[] value = letter.value();
    return new DeadLetter(
        Position.of(letter).toString(),
        Position.of(letter).origin(),
        header(letter, "dlt_partition"),
        header(letter, "dlt_offset"),
        letter.key(),
        header(letter, "ce_id"),
        header(letter, "dlt_cause"),
        header(letter, "dlt_attempts"),
        header(letter, "dlt_time"),
        value == null ? null : new String(value, UTF_8));
  }

  /** The same without what may be long and personal. */
  DeadLetter withoutPayload() {
    return new DeadLetter(id, topic, partition, offset, key, eventId, cause, attempts, time, null);
  }

  private static @Nullable String header(ConsumerRecord<String, byte[]> letter, String name) {
    Header header = letter.headers().lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  /**
   * Where a dead letter lies; written {@code topic~partition~offset}.
   *
   * @param topic of dead letters
   */
  record Position(String topic, int partition, long offset) {

    static Position of(ConsumerRecord<?, ?> letter) {
      return new Position(letter.topic(), letter.partition(), letter.offset());
    }

    /**
     * @throws IllegalArgumentException if it is none
     */
    static Position parse(String id) {
      String[] parts = id.split("~", -1);
      if (parts.length != 3 || !parts[0].endsWith(DeadLetters.SUFFIX)) {
        throw new IllegalArgumentException("a dead letter's id is TOPIC-dlt~PARTITION~OFFSET");
      }
      return new Position(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
    }

    /** The topic that the letter came from. */
    String origin() {
      return topic.substring(0, topic.length() - DeadLetters.SUFFIX.length());
    }

    @Override
    public String toString() {
      return topic + "~" + partition + "~" + offset;
    }
  }
}
