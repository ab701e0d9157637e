package com.storefront.messaging.aggregate;

import com.mongodb.client.model.UpdateOneModel;
import com.storefront.messaging.outbox.OutboxEntry;
import com.storefront.messaging.outbox.OutboxSettings;
import com.storefront.messaging.outbox.Publication;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to save an aggregate. It is repeated with the same id, by which it is recognised.
 *
 * <p>Beside the aggregate's own fields a document carries {@code changeId} (of the last change),
 * {@code eventId}, {@code eventSequence} and {@code eventAt} (id, version and time of the last
 * change that registered an event) and {@code outbox}.
 *
 * @param id of this change and of its event
 * @param state the aggregate's own fields at the next version
 * @param entry its event, if it registered one
 */
public record Change(
    Aggregate aggregate,
    Publication publication,
    String id,
    Document state,
    @Nullable OutboxEntry entry) {

  public static final String CHANGE_ID = "changeId";
  public static final String EVENT_ID = "eventId";
  public static final String EVENT_SEQUENCE = "eventSequence";
  public static final String EVENT_AT = "eventAt";
  public static final String VERSION = "version";

  /** Returns the whole document of a new aggregate. */
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

  /**
   * Returns the update of an aggregate that was not changed since, and whose outbox is not full.
   * The event is appended to the outbox <em>as it stands on the server</em>, so no copy of the
   * aggregate, however old, can erase or restore entries.
   */
  UpdateOneModel<Document> toUpdate(OutboxSettings settings) {
    var condition = new Document("_id", aggregate.id()).append(VERSION, aggregate.version());
    if (entry != null && !publication.eventCarriedState()) {
      condition.append(
          OutboxEntry.OUTBOX + "." + (settings.maxPending() - 1), new Document("$exists", false));
    }
    var kept =
        new Document(OutboxEntry.OUTBOX, "$" + OutboxEntry.OUTBOX)
            .append(EVENT_ID, "$" + EVENT_ID)
            .append(EVENT_SEQUENCE, "$" + EVENT_SEQUENCE)
            .append(EVENT_AT, "$" + EVENT_AT);
    if (entry != null) {
      kept =
          new Document(OutboxEntry.OUTBOX, appended(entry, settings))
              .append(EVENT_ID, literal(id))
              .append(EVENT_SEQUENCE, entry.sequence())
              .append(EVENT_AT, Date.from(entry.at()));
    }
    return new UpdateOneModel<>(
        condition,
        List.of(
            new Document(
                "$replaceWith", new Document("$mergeObjects", List.of(literal(state), kept)))));
  }

  private Document appended(OutboxEntry entry, OutboxSettings settings) {
    var pending = new Document("$ifNull", List.of("$" + OutboxEntry.OUTBOX, List.of()));
    var added = literal(List.of(entry.toDocument()));
    var appended = new Document("$concatArrays", List.of(pending, added));
    if (!publication.eventCarriedState()) {
      return appended;
    }
    if (entry.payload() == null) {
      return added; // The states before a deletion are not needed and may contain personal data.
    }
    var isFull =
        new Document("$gte", List.of(new Document("$size", pending), settings.compactAbove()));
    return new Document("$cond", List.of(isFull, added, appended));
  }

  private static Document literal(Object value) {
    return new Document("$literal", value);
  }
}
