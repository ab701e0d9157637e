package com.storefront.messaging.outbox;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.CountOptions;
import com.storefront.messaging.CachedGauge;
import com.storefront.messaging.EventAge;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bson.Document;

/**
 * The metrics of a relay, tagged with its topic: {@code storefront.outbox.pending}, {@code
 * .oldest.age}, {@code .parked}, {@code .published}, {@code .failed}, {@code .publication} (from
 * the write to the broker's acknowledgement) and {@code .relay.active} (1 where the lease is held).
 *
 * <p>The first three are queried from the database when metrics are read.
 */
final class RelayMetrics {

  private static final int LARGEST_COUNT = 1_000_000;

  private final MongoCollection<Document> collection;
  private final Clock clock;
  private final Counter published;
  private final Counter failed;
  private final Timer delay;

  RelayMetrics(
      MongoCollection<Document> collection,
      Publication publication,
      BooleanSupplier active,
      MeterRegistry meters,
      Clock clock) {
    this.collection = collection;
    this.clock = clock;
    Tags tags = Tags.of("topic", publication.topic());
    published =
        Counter.builder("storefront.outbox.published")
            .description("Events that the broker acknowledged")
            .tags(tags)
            .register(meters);
    failed =
        Counter.builder("storefront.outbox.failed")
            .description("Attempts to publish a batch that failed and were retried")
            .tags(tags)
            .register(meters);
    delay =
        Timer.builder("storefront.outbox.publication")
            .description("From the write of the change to the broker's acknowledgement")
            .tags(tags)
            .register(meters);
    var backlog = new CachedGauge<>(this::query);
    Gauge.builder("storefront.outbox.pending", () -> backlog.number(Backlog::documents))
        .description("Aggregates with unpublished events")
        .tags(tags)
        .register(meters);
    Gauge.builder("storefront.outbox.parked", () -> backlog.number(Backlog::unpublishable))
        .description("Aggregates with an event that can never be published")
        .tags(tags)
        .register(meters);
    TimeGauge.builder(
            "storefront.outbox.oldest.age",
            () -> backlog.number(Backlog::oldestMillis),
            TimeUnit.MILLISECONDS)
        .description("Age of the oldest unpublished event")
        .tags(tags)
        .register(meters);
    Gauge.builder("storefront.outbox.relay.active", () -> active.getAsBoolean() ? 1 : 0)
        .description("1 where this instance is the active relay")
        .tags(tags)
        .register(meters);
  }

  void published(OutboxEntry entry) {
    published.increment();
    delay.record(age(entry.at()));
  }

  void failed() {
    failed.increment();
  }

  private Backlog query() {
    var options = new CountOptions().hint(PendingOutboxes.INDEX).limit(LARGEST_COUNT);
    long pending = collection.countDocuments(PendingOutboxes.IS_PENDING, options);
    if (pending == 0) {
      return new Backlog(0, 0, 0);
    }
    long unpublishable = collection.countDocuments(PendingOutboxes.IS_UNPUBLISHABLE, options);
    return new Backlog(pending, unpublishable, age(oldest()).toMillis());
  }

  private Instant oldest() {
    Document document =
        collection
            .aggregate(
                List.of(
                    Aggregates.match(PendingOutboxes.IS_PENDING),
                    Aggregates.limit(1),
                    Aggregates.project(new Document("at", new Document("$min", "$outbox.at")))))
            .hint(PendingOutboxes.INDEX)
            .first();
    Object at = document == null ? null : document.get("at");
    return at instanceof Date date ? date.toInstant() : clock.instant();
  }

  private Duration age(Instant at) {
    return EventAge.at(clock.instant(), at);
  }

  private record Backlog(long documents, long unpublishable, long oldestMillis) {}
}
