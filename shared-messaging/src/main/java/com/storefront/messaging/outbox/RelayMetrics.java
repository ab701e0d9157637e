package com.storefront.messaging.outbox;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.storefront.messaging.Observed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * What a relay tells of itself, tagged with its topic: {@code storefront.outbox.pending}, {@code
 * .oldest.age}, {@code .parked}, {@code .published}, {@code .failed}, {@code .publication} (from
 * the write to the broker's acknowledgement) and {@code .relay.active} (1 where the lease is held).
 *
 * <p>The first three are asked of the database when somebody looks.
 */
final class RelayMetrics {

  private static final int COUNTED_AT_MOST = 1_000_000;

  private final MongoCollection<Document> collection;
  private final Clock clock;
  private final Counter published;
  private final Counter failed;
  private final Timer publication;

  private final Observed<Backlog> backlog = new Observed<>(this::look);

  RelayMetrics(
      MongoCollection<Document> collection,
      Publication source,
      BooleanSupplier active,
      MeterRegistry meters,
      Clock clock) {
    this.collection = collection;
    this.clock = clock;
    Tags tags = Tags.of("topic", source.topic());
    published = meters.counter("storefront.outbox.published", tags);
    failed = meters.counter("storefront.outbox.failed", tags);
    publication =
        Timer.builder("storefront.outbox.publication")
            .description("From the write of the change to the broker's acknowledgement")
            .tags(tags)
            .publishPercentileHistogram()
            .register(meters);
    Gauge.builder("storefront.outbox.pending", backlog, now -> now.number(Backlog::aggregates))
        .description("Aggregates with unpublished events")
        .tags(tags)
        .register(meters);
    Gauge.builder("storefront.outbox.parked", backlog, now -> now.number(Backlog::parked))
        .description("Aggregates with an event that can never be published")
        .tags(tags)
        .register(meters);
    TimeGauge.builder(
            "storefront.outbox.oldest.age",
            backlog,
            TimeUnit.MILLISECONDS,
            now -> now.number(Backlog::oldestMillis))
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
    publication.record(age(entry.at()));
  }

  void failed() {
    failed.increment();
  }

  private Backlog look() {
    var options = new CountOptions().hint(OutboxIndexes.PENDING).limit(COUNTED_AT_MOST);
    long pending = collection.countDocuments(OutboxIndexes.IS_PENDING, options);
    if (pending == 0) {
      return new Backlog(0, 0, 0);
    }
    Bson isParked =
        Filters.and(OutboxIndexes.IS_PENDING, Filters.exists("outbox." + OutboxEntry.PARKED));
    return new Backlog(
        pending, collection.countDocuments(isParked, options), age(oldest()).toMillis());
  }

  private Instant oldest() {
    Document aggregate =
        collection
            .find(OutboxIndexes.IS_PENDING)
            .hint(OutboxIndexes.PENDING)
            .sort(Sorts.ascending("outbox.at"))
            .projection(Projections.include("outbox.at"))
            .first();
    List<Document> entries =
        aggregate == null
            ? List.of()
            : aggregate.getList(OutboxEntry.OUTBOX, Document.class, List.of());
    return entries.isEmpty() ? clock.instant() : entries.get(0).getDate("at").toInstant();
  }

  private Duration age(Instant at) {
    Duration age = Duration.between(at, clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }

  private record Backlog(long aggregates, long parked, long oldestMillis) {}
}
