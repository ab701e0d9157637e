package com.storefront.messaging.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.EventSchema;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads records as events of one type: CloudEvents headers and a JSON value that matches the schema
 * of the event. Accepts nothing else, so handlers need not check what the schema says.
 */
public final class EventDeserializer<E> {

  private static final int MAX_ID_LENGTH = 200;
  private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant YEAR_10000 = Instant.parse("9999-12-31T23:59:59Z").plusSeconds(1);

  /** One segment of a URI path, so that every aggregate can be addressed. */
  private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,99}");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(50)
                          .maxTokenCount(100_000)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final String type;
  private final Class<E> javaType;
  private final Function<E, String> subject;
  private final EventSchema schema;

  /**
   * @param type the event's name in the published language, which is also the name of its schema
   * @param subject returns the id of the aggregate that an event is about
   */
  public EventDeserializer(String type, Class<E> javaType, Function<E, String> subject) {
    this.type = type;
    this.javaType = javaType;
    this.subject = subject;
    this.schema = EventSchema.of(type);
  }

  EventDeserializer(EventHandler<E> handler) {
    this(handler.subscription().type(), javaType(handler), handler::subject);
  }

  /** The Java type that the handler's type argument names. */
  @SuppressWarnings("unchecked")
  private static <E> Class<E> javaType(EventHandler<E> handler) {
    ResolvableType declared = ResolvableType.forClass(EventHandler.class, handler.getClass());
    return (Class<E>) Objects.requireNonNull(declared.getGeneric().resolve());
  }

  /**
   * @throws InvalidRecord if the key, a header or the value is missing, malformed or contradicts
   *     another
   */
  public ReceivedEvent<E> read(ConsumerRecord<byte[], byte[]> record) throws InvalidRecord {
    String key = key(record.key());
    requireHeaders(record);
    long sequence = sequence(record);
    E content = record.value() == null ? null : content(record.value(), sequence);
    if (content != null && !key.equals(subject.apply(content))) {
      throw new InvalidRecord("The key and the value name different aggregates.");
    }
    return new ReceivedEvent<>(
        key, sequence, header(record, EventHeaders.ID), time(record), position(record), content);
  }

  private static String position(ConsumerRecord<?, ?> record) {
    return record.topic() + "~" + record.partition() + "~" + record.offset();
  }

  private static String key(byte @Nullable [] key) throws InvalidRecord {
    if (key == null || key.length == 0) {
      throw new InvalidRecord("The record has no key.");
    }
    String text = new String(key, UTF_8);
    if (!SUBJECT.matcher(text).matches()) {
      throw new InvalidRecord("The key must match " + SUBJECT + ".");
    }
    return text;
  }

  private void requireHeaders(ConsumerRecord<?, ?> record) throws InvalidRecord {
    String version = EventHeaders.get(record.headers(), EventHeaders.SPEC_VERSION);
    if (version != null && !version.equals("1.0")) {
      throw new InvalidRecord("The header ce_specversion must be 1.0.");
    }
    if (!header(record, EventHeaders.TYPE).equals(type)) {
      throw new InvalidRecord("The header ce_type must be %s.".formatted(type));
    }
    int length = header(record, EventHeaders.ID).length();
    if (length == 0 || length > MAX_ID_LENGTH) {
      throw new InvalidRecord(
          "The header ce_id must have 1 to %d characters.".formatted(MAX_ID_LENGTH));
    }
  }

  private static long sequence(ConsumerRecord<?, ?> record) throws InvalidRecord {
    long sequence;
    try {
      sequence = Long.parseLong(header(record, EventHeaders.SEQUENCE));
    } catch (NumberFormatException malformed) {
      sequence = 0;
    }
    if (sequence < 1 || sequence > EventHeaders.MAX_SEQUENCE) {
      throw new InvalidRecord(
          "The header ce_sequence must be a whole number from 1 to %d."
              .formatted(EventHeaders.MAX_SEQUENCE));
    }
    return sequence;
  }

  private static Instant time(ConsumerRecord<?, ?> record) throws InvalidRecord {
    try {
      Instant time = Instant.parse(header(record, EventHeaders.TIME));
      if (!time.isBefore(YEAR_0) && time.isBefore(YEAR_10000)) {
        return time;
      }
    } catch (DateTimeException malformed) {
      // refused below
    }
    throw new InvalidRecord("The header ce_time must be an RFC 3339 time.");
  }

  private E content(byte[] value, long sequence) throws InvalidRecord {
    try {
      JsonNode json = JSON.readTree(value);
      String violation = schema.violation(json).orElse(null);
      if (violation != null) {
        throw new InvalidRecord("The value is not a valid %s: %s.".formatted(type, violation));
      }
      if (json.path("sequence").asLong(sequence) != sequence) {
        throw new InvalidRecord("The value and the header ce_sequence have different sequences.");
      }
      return JSON.treeToValue(json, javaType);
    } catch (JacksonException malformed) {
      throw new InvalidRecord(
          "The value is not a valid %s: %s.".formatted(type, describe(malformed)));
    } catch (NumberFormatException tooLarge) { // thrown by Jackson for an exponent beyond 32 bits
      throw new InvalidRecord(
          "The value is not a valid %s: a number is too large.".formatted(type));
    }
  }

  /** Says where the value is wrong without quoting it: it can hold personal data. */
  private static String describe(JacksonException malformed) {
    var location = malformed.getLocation();
    String at =
        location == null
            ? ""
            : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    Throwable rule = malformed.getCause();
    String violation =
        rule instanceof IllegalArgumentException || rule instanceof NullPointerException
            ? ": " + rule.getMessage()
            : "";
    return malformed.getClass().getSimpleName() + at + violation;
  }

  private static String header(ConsumerRecord<?, ?> record, String name) throws InvalidRecord {
    String value = EventHeaders.get(record.headers(), name);
    if (value == null) {
      throw new InvalidRecord("The header " + name + " is missing.");
    }
    return value;
  }
}
