package com.storefront.messaging.outbox;

import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to save an aggregate: made once, sent as often as it takes, recognised by its id.
 *
 * <p>Beside the aggregate's own fields a document carries {@code changeId} (the change that made it
 * what it is), {@code eventId}, {@code eventSequence} and {@code eventAt} (of the newest event that
 * was registered: the id, version and time of its change) and {@code outbox}.
 *
 * @param aggregate what is saved
 * @param id of this change and of its event
 * @param state the aggregate's own fields at the next version
 * @param entry its event, if it has one
 */
record Change(Aggregate aggregate, String id, Document state, @Nullable OutboxEntry entry) {

  static final String CHANGE_ID = "changeId";
  static final String EVENT_ID = "eventId";
  static final String EVENT_SEQUENCE = "eventSequence";
  static final String EVENT_AT = "eventAt";
  static final String VERSION = "version";

  /** The whole document of a new aggregate. */
  Document toInsert() {
    var document = new Document(state);
    if (entry != null) {
      document
          .append(EVENT_ID, id)
          .append(EVENT_SEQUENCE, entry.sequence())
          .append(EVENT_AT, Date.from(entry.at()))
          .append(OutboxEntry.OUTBOX, List.of(entry.toDocument()));
    }
    return document;
  }

  /** Matches the aggregate if nobody changed it since, and if its outbox takes another event. */
  Document condition(Publication publication, OutboxSettings settings) {
    var condition = new Document("_id", aggregate.id()).append(VERSION, aggregate.version());
    if (entry != null && !publication.carriesState()) {
      condition.append(
          OutboxEntry.OUTBOX + "." + (settings.maxPending() - 1), new Document("$exists", false));
    }
    return condition;
  }

  /**
   * The new state, its event appended to the outbox <em>as it stands on the server</em>: so no copy
   * of the aggregate, however old, can erase or bring back entries.
   */
  List<Document> toUpdate(Publication publication, OutboxSettings settings) {
    var kept =
        new Document(OutboxEntry.OUTBOX, "$" + OutboxEntry.OUTBOX)
            .append(EVENT_ID, "$" + EVENT_ID)
            .append(EVENT_SEQUENCE, "$" + EVENT_SEQUENCE)
            .append(EVENT_AT, "$" + EVENT_AT);
    if (entry != null) {
      kept =
          new Document(OutboxEntry.OUTBOX, appended(entry, publication, settings))
              .append(EVENT_ID, literal(id))
              .append(EVENT_SEQUENCE, entry.sequence())
              .append(EVENT_AT, Date.from(entry.at()));
    }
    return List.of(
        new Document("$replaceWith", new Document("$mergeObjects", List.of(literal(state), kept))));
  }

  private static Document appended(
      OutboxEntry entry, Publication publication, OutboxSettings settings) {
    var pending = new Document("$ifNull", List.of("$" + OutboxEntry.OUTBOX, List.of()));
    var added = literal(List.of(entry.toDocument()));
    var appended = new Document("$concatArrays", List.of(pending, added));
    if (!publication.carriesState()) {
      return appended;
    }
    if (entry.payload() == null) {
      return added; // Nobody needs the states of what is deleted, and they may be personal.
    }
    var full = new Document("$gte", List.of(new Document("$size", pending), settings.foldAbove()));
    return new Document("$cond", List.of(full, added, appended));
  }

  private static Document literal(Object value) {
    return new Document("$literal", value);
  }
}
