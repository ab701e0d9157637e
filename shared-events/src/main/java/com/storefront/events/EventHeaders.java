package com.storefront.events;

/**
 * Header names of every record: CloudEvents 1.0 in Kafka's binary content mode, and W3C trace
 * context. Values are UTF-8 text.
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

  /** The event's own id; the same on every delivery of the event. */
  public static final String ID = "ce_id";

  /** The event's name in the published language, for instance {@code CustomerChangeEvent}. */
  public static final String TYPE = "ce_type";

  /** The service that tells the fact, for instance {@code /accounts}. */
  public static final String SOURCE = "ce_source";

  /** The aggregate that the fact is about; equals the record's key. */
  public static final String SUBJECT = "ce_subject";

  /** When the change was made, RFC 3339 in UTC. */
  public static final String TIME = "ce_time";

  /** The aggregate's version after the change, a decimal number from 1. */
  public static final String SEQUENCE = "ce_sequence";

  /** Which reign of the relay sent the record; for diagnosis only. */
  public static final String RELAY_EPOCH = "ce_relayepoch";

  /** The media type of the value; absent on a tombstone. */
  public static final String CONTENT_TYPE = "content-type";

  /** W3C trace context of the request that caused the event. */
  public static final String TRACE_PARENT = "traceparent";

  private EventHeaders() {}
}
