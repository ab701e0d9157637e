package com.storefront.messaging.journey;

import com.storefront.messaging.Printable;
import com.storefront.messaging.aggregate.Change;
import com.storefront.messaging.consumer.EventHandler;
import com.storefront.messaging.journey.Journey.Copy;
import com.storefront.messaging.journey.Journey.FailingTimer;
import com.storefront.messaging.journey.Journey.Pending;
import com.storefront.messaging.journey.Journey.Source;
import com.storefront.messaging.outbox.OutboxEntry;
import com.storefront.messaging.outbox.Publication;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * {@code /actuator/journey/{id}} on the management port: the {@link Journey} of the events of one
 * id. Documents are read as they are stored, because a damaged outbox is shown, too.
 */
@Endpoint(id = "journey")
class JourneyEndpoint {

  private final MongoOperations mongo;
  private final List<Publication> publications;
  private final List<EventHandler<?>> handlers;

  JourneyEndpoint(
      MongoOperations mongo, List<Publication> publications, List<EventHandler<?>> handlers) {
    this.mongo = mongo;
    this.publications = publications;
    this.handlers = handlers;
  }

  @ReadOperation
  Journey journey(@Selector String id) {
    return new Journey(
        publications.stream().flatMap(publication -> source(publication, id).stream()).toList(),
        handlers.stream()
            .map(handler -> new Copy(handler.subscription().topic(), handler.applied(id)))
            .toList());
  }

  private List<Source> source(Publication publication, String id) {
    Document document =
        mongo.execute(
            publication.documentType(),
            collection -> collection.find(new Document("_id", id)).first());
    return document == null ? List.of() : List.of(source(publication, document));
  }

  private static Source source(Publication publication, Document document) {
    Long version = number(document, Change.VERSION);
    return new Source(
        publication.topic(),
        version == null ? 0 : version,
        number(document, Change.EVENT_SEQUENCE),
        text(document, Change.EVENT_ID),
        time(document, Change.EVENT_AT),
        entries(document, OutboxEntry.OUTBOX)
            .map(
                entry ->
                    new Pending(
                        number(entry, "sequence"),
                        time(entry, "at"),
                        text(entry, OutboxEntry.PARKED)))
            .toList(),
        entries(document, "timers")
            .filter(timer -> timer.containsKey("failure"))
            .map(
                timer ->
                    new FailingTimer(
                        String.valueOf(text(timer, "name")),
                        time(timer, "at"),
                        String.valueOf(text(timer, "failure"))))
            .toList());
  }

  private static Stream<Document> entries(Document document, String field) {
    return document.get(field) instanceof List<?> entries
        ? entries.stream().filter(Document.class::isInstance).map(Document.class::cast)
        : Stream.empty();
  }

  private static @Nullable Long number(Document document, String field) {
    return document.get(field) instanceof Number number ? number.longValue() : null;
  }

  private static @Nullable String text(Document document, String field) {
    return document.get(field) instanceof String text ? Printable.of(text) : null;
  }

  private static @Nullable Instant time(Document document, String field) {
    return document.get(field) instanceof Date time ? time.toInstant() : null;
  }
}
