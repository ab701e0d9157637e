package com.storefront.messaging.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * One unpublished event, as it lies in its aggregate's document.
 *
 * @param id of this entry; usually the event's
 * @param eventId another than the entry's only if the event was told before
 * @param sequence the aggregate's version after the change
 * @param at when the change was made
 * @param payload the event's JSON; null is a tombstone
 * @param traceParent W3C trace context of the request that made the change
 */
record OutboxEntry(
    String id,
    String eventId,
    long sequence,
    Instant at,
    @Nullable String payload,
    @Nullable String traceParent) {

  /** The array of unpublished events in an aggregate's document. */
  static final String OUTBOX = "outbox";

  /** Set on an entry that can never be published, to the cause. */
  static final String PARKED = "parked";

  Document toDocument() {
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

  /** The entries of an aggregate's document up to the first parked one, oldest first. */
  static List<OutboxEntry> of(Document aggregate) {
    return aggregate.getList(OUTBOX, Document.class, List.of()).stream()
        .takeWhile(entry -> !entry.containsKey(PARKED))
        .map(OutboxEntry::fromDocument)
        .toList();
  }

  private static OutboxEntry fromDocument(Document entry) {
    String id = entry.getString("id");
    return new OutboxEntry(
        id,
        entry.get("eventId", id),
        entry.getLong("sequence"),
        entry.getDate("at").toInstant(),
        entry.getString("payload"),
        entry.getString("traceparent"));
  }

  /** The record's value; null is a tombstone. */
  byte @Nullable [] value() {
    return payload == null ? null : payload.getBytes(StandardCharsets.UTF_8);
  }
}
