package com.storefront.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of every published record: CloudEvents 1.0 in Kafka's binary content mode, and W3C
 * trace context. Values are UTF-8 text.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">CloudEvents
 *     Kafka binding</a>
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/sequence.md">Sequence
 *     extension</a>
 */
public final class EventHeaders {

  /** Always {@code 1.0}. */
  public static final String SPEC_VERSION = "ce_specversion";

  /** The id of the event; the same on every delivery. */
  public static final String ID = "ce_id";

  /** The name of the event in the published language, for example {@code ParcelMoved}. */
  public static final String TYPE = "ce_type";

  /** The service that publishes the event, for example {@code /parcels}. */
  public static final String SOURCE = "ce_source";

  /** The id of the aggregate; equals the key of the record. */
  public static final String SUBJECT = "ce_subject";

  /** When the change was made, RFC 3339 in UTC. */
  public static final String TIME = "ce_time";

  /** The version of the aggregate after the change, a decimal number from 1. */
  public static final String SEQUENCE = "ce_sequence";

  /** The lease term of the relay that sent the record; for diagnosis only. */
  public static final String RELAY_EPOCH = "ce_relayepoch";

  /** The media type of the value; absent on a tombstone. */
  public static final String CONTENT_TYPE = "content-type";

  /** W3C trace context of the request that caused the event. */
  public static final String TRACE_PARENT = "traceparent";

  /**
   * The largest {@link #SEQUENCE} that consumers accept: the largest integer that every JSON reader
   * knows (RFC 8259, 6).
   */
  public static final long MAX_SEQUENCE = (1L << 53) - 1;

  private EventHeaders() {}

  /** The text of the last header with this name; null if there is none or it has no value. */
  public static @Nullable String get(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  /** Replaces all headers with this name by one. */
  public static void set(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(UTF_8));
  }
}
