package com.storefront.messaging.outbox;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One unpublished event in the {@code outbox} array of its document.
 *
 * @param id of this entry
 * @param eventId equals the entry's id unless the event is published again
 * @param sequence version of the document after the change
 * @param at time of the change
 * @param payload JSON of the event; null is a tombstone
 * @param traceParent W3C trace context of the request that made the change
 */
public record OutboxEntry(
    String id,
    String eventId,
    long sequence,
    Instant at,
    @Nullable String payload,
    @Nullable String traceParent) {

  /** The array of unpublished events in a document. */
  public static final String OUTBOX = "outbox";

  /** The cause, in an entry that can never be published. */
  public static final String PARKED = "parked";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  public OutboxEntry {
    requireNonNull(id, "id");
  }

  /**
   * Returns the JSON of an event.
   *
   * @param event null is a tombstone
   */
  public static @Nullable String toPayload(@Nullable Object event) {
    return event == null ? null : JSON.writeValueAsString(event);
  }

  public Document toDocument() {
    var document = new Document("id", id).append("sequence", sequence).append("at", Date.from(at));
    if (!eventId.equals(id)) {
      document.append("eventId", eventId);
    }
    if (payload != null) {
      document.append("payload", payload);
    }
    if (traceParent != null) {
      document.append("traceparent", traceParent);
    }
    return document;
  }

  /**
   * Returns the entries of a document, oldest first, up to the first that can never be published.
   *
   * @throws RuntimeException if a field is missing or has an unexpected type
   */
  public static List<OutboxEntry> of(Document document) {
    return document.getList(OUTBOX, Document.class, List.of()).stream()
        .takeWhile(entry -> !entry.containsKey(PARKED))
        .map(OutboxEntry::fromDocument)
        .toList();
  }

  private static OutboxEntry fromDocument(Document entry) {
    String id = entry.getString("id");
    return new OutboxEntry(
        id,
        entry.get("eventId", id),
        entry.get("sequence", Number.class).longValue(),
        entry.getDate("at").toInstant(),
        entry.getString("payload"),
        entry.getString("traceparent"));
  }

  /** Returns the value of the record; null is a tombstone. */
  public byte @Nullable [] value() {
    return payload == null ? null : payload.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the size of the payload in characters. */
  int size() {
    return payload == null ? 0 : payload.length();
  }
}
