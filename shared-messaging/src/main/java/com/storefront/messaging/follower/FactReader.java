package com.storefront.messaging.follower;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads records as facts of one type: headers as CloudEvents, the value as JSON. */
final class FactReader<E> {

  private final JsonMapper json;
  private final Class<E> type;
  private final Follower<E> follower;

  FactReader(JsonMapper json, Class<E> type, Follower<E> follower) {
    this.json = json;
    this.type = type;
    this.follower = follower;
  }

  /** Reads what the follower's type argument names. */
  static <E> FactReader<E> of(Follower<E> follower) {
    @SuppressWarnings("unchecked")
    Class<E> type =
        (Class<E>)
            Objects.requireNonNull(
                ResolvableType.forClass(Follower.class, follower.getClass())
                    .getGeneric()
                    .resolve());
    return new FactReader<>(JsonMapper.shared(), type, follower);
  }

  /**
   * @throws UnreadableRecord if the key, a header or the value is missing, malformed or contradicts
   *     another
   */
  Fact<E> read(ConsumerRecord<String, byte[]> event) throws UnreadableRecord {
    String subject = event.key();
    if (subject == null || subject.isEmpty()) {
      throw new UnreadableRecord("the record has no key");
    }
    E content = content(event.value());
    if (content != null && !subject.equals(follower.subject(content))) {
      throw new UnreadableRecord("the key names another aggregate than the value");
    }
    try {
      return new Fact<>(
          subject,
          Long.parseLong(header(event, "ce_sequence")),
          header(event, "ce_id"),
          Instant.parse(header(event, "ce_time")),
          content);
    } catch (IllegalArgumentException | DateTimeException malformed) {
      throw new UnreadableRecord("malformed header: " + malformed.getMessage());
    }
  }

  private @Nullable E content(byte @Nullable [] value) throws UnreadableRecord {
    if (value == null) {
      return null;
    }
    try {
      E content = json.readValue(value, type);
      if (content == null) {
        throw new UnreadableRecord("the value is the JSON null");
      }
      return content;
    } catch (JacksonException malformed) {
      throw new UnreadableRecord(
          "the value is no %s: %s".formatted(type.getSimpleName(), place(malformed)));
    }
  }

  /** Where the value is wrong, without quoting it: it may hold personal data. */
  private static String place(JacksonException malformed) {
    String path = malformed.getPathReference();
    var location = malformed.getLocation();
    String at =
        location == null
            ? ""
            : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    Throwable rule = malformed.getCause();
    String broken =
        rule instanceof IllegalArgumentException || rule instanceof NullPointerException
            ? ": " + rule.getMessage()
            : "";
    return malformed.getClass().getSimpleName() + at + (path == null ? "" : " " + path) + broken;
  }

  private static String header(ConsumerRecord<String, byte[]> event, String name)
      throws UnreadableRecord {
    Header header = event.headers().lastHeader(name);
    if (header == null || header.value() == null) {
      throw new UnreadableRecord("the header " + name + " is missing");
    }
    return new String(header.value(), UTF_8);
  }
}
