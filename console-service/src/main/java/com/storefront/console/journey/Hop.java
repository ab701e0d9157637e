package com.storefront.console.journey;

import com.storefront.console.journey.OrderRecords.Search;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The way of an order's events from one service to another.
 *
 * @param from the service that publishes
 * @param to the service that consumes; also the name of its consumer group
 * @param place of the order's events in Kafka; null if Kafka does not answer, or has no such topic
 * @param source the document that publishes, with its newest event and its outbox; null if there is
 *     none, or if the service does not answer
 * @param events those that the consuming service has applied, with the positions of their records;
 *     null if the service does not answer
 * @param record of the newest event; null if it is not published, or was not found
 * @param isSearchComplete whether all records were searched that are not consumed
 */
record Hop(
    String topic,
    String from,
    String to,
    @Nullable Place place,
    @Nullable JsonNode source,
    @Nullable JsonNode events,
    @Nullable Sighting record,
    boolean isSearchComplete) {

  /**
   * The partition that contains all records of the order.
   *
   * @param committed the first offset that the consumer group has not consumed; null if it has
   *     consumed nothing yet
   * @param end the offset after the last record
   * @param lag how many records it has not consumed
   */
  record Place(int partition, @Nullable Long committed, long end, long lag) {}

  /**
   * A record of the order.
   *
   * @param traceparent W3C trace context of the request that caused the event
   */
  record Sighting(long offset, @Nullable String time, @Nullable String traceparent) {}

  Hop with(Search search) {
    return new Hop(
        topic, from, to, place, source, events, search.found().orElse(null), search.isComplete());
  }

  /** Whether the newest event is published, as far as is known. */
  boolean isPublished() {
    return source != null && source.path("eventId").isString() && source.path("pending").isEmpty();
  }

  /** The position of the newest event where the consuming service applied it; null if unknown. */
  @Nullable String position() {
    JsonNode applied = applied();
    return applied == null ? null : applied.path("position").asString(null);
  }

  boolean isApplied() {
    return applied() != null;
  }

  private @Nullable JsonNode applied() {
    if (source == null || events == null) {
      return null;
    }
    String newest = source.path("eventId").asString("");
    return events
        .valueStream()
        .filter(event -> event.path("eventId").asString("").equals(newest))
        .findFirst()
        .orElse(null);
  }
}
