package com.storefront.messaging.timer;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.storefront.messaging.aggregate.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The timers in the documents of a collection. */
class DueTimers {

  static final String TIMERS = "timers";

  private static final String AT = TIMERS + ".at";
  private static final String FAILURE = TIMERS + ".failure";
  private static final Bson SCHEDULED = Indexes.ascending(AT);
  private static final Bson FAILING = Indexes.ascending(FAILURE);
  private static final int MAX_COUNT = 1_000_000;
  private static final Duration INITIAL_BACK_OFF = Duration.ofSeconds(1);
  private static final Duration MAX_BACK_OFF = Duration.ofHours(1);

  private final MongoCollection<Document> collection;

  DueTimers(MongoCollection<Document> collection) {
    this.collection = collection;
  }

  /** Both indexes contain only documents with timers, or with failing timers. */
  void ensureIndexes() {
    collection.createIndex(
        SCHEDULED,
        new IndexOptions().name("timers_scheduled").partialFilterExpression(Filters.exists(AT)));
    collection.createIndex(
        FAILING,
        new IndexOptions().name("timers_failing").partialFilterExpression(Filters.exists(FAILURE)));
  }

  /**
   * Returns the documents whose timers are due longest.
   *
   * @param names the names of the timers
   */
  List<Document> find(TimerNames names, Instant now, int limit) {
    Bson isDue = Filters.and(Filters.lte("at", Date.from(now)), names.filter("name"));
    return collection
        .find(Filters.elemMatch(TIMERS, isDue))
        .hint(SCHEDULED)
        .sort(Sorts.ascending(AT))
        .limit(limit)
        .into(new ArrayList<>());
  }

  /** The names of the timers of a document that are due. */
  static Stream<String> dueNames(Document document, Instant now) {
    return timers(document)
        .filter(timer -> timer.get("at") instanceof Date at && !at.toInstant().isAfter(now))
        .map(timer -> String.valueOf(timer.get("name")));
  }

  /** How long the oldest due timer has been due. */
  Duration overdue(Instant now) {
    return find(TimerNames.ALL, now, 1).stream()
        .flatMap(DueTimers::timers)
        .flatMap(timer -> timer.get("at") instanceof Date at ? Stream.of(at) : Stream.empty())
        .min(Comparator.naturalOrder())
        .map(at -> Duration.between(at.toInstant(), now))
        .orElse(Duration.ZERO);
  }

  private static Stream<Document> timers(Document document) {
    return document.get(TIMERS) instanceof List<?> entries
        ? entries.stream().filter(Document.class::isInstance).map(Document.class::cast)
        : Stream.empty();
  }

  /**
   * Delays the next attempt: one second after the first failure, then twice as long each time, an
   * hour at most. Has no effect after a concurrent change. This is no change of state: the version
   * stays the same.
   */
  void postpone(Document document, String name, String failure, Instant now) {
    int attempts =
        timers(document)
            .filter(timer -> name.equals(timer.get("name")))
            .mapToInt(timer -> timer.get("attempts") instanceof Integer number ? number : 0)
            .findFirst()
            .orElse(0);
    long millis = INITIAL_BACK_OFF.toMillis() << Math.min(attempts, 20);
    Instant next = now.plusMillis(Math.min(millis, MAX_BACK_OFF.toMillis()));
    collection.updateOne(
        Filters.and(
            Filters.eq("_id", document.get("_id")),
            Filters.eq(Change.VERSION, document.get(Change.VERSION)),
            Filters.eq(TIMERS + ".name", name)),
        Updates.combine(
            Updates.set(TIMERS + ".$.at", Date.from(next)),
            Updates.set(TIMERS + ".$.attempts", attempts + 1),
            Updates.set(TIMERS + ".$.failure", failure)));
  }

  /** Makes a failing timer due now; returns false if there is none. */
  boolean retry(String id, String name, Instant now) {
    return collection
            .updateOne(isFailing(id, name), Updates.set(TIMERS + ".$.at", Date.from(now)))
            .getMatchedCount()
        == 1;
  }

  /** Removes a failing timer; returns false if there is none. */
  boolean skip(String id, String name) {
    boolean found =
        collection
                .updateOne(isFailing(id, name), Updates.pull(TIMERS, new Document("name", name)))
                .getMatchedCount()
            == 1;
    if (found) {
      collection.updateOne(
          Filters.and(Filters.eq("_id", id), Filters.size(TIMERS, 0)), Updates.unset(TIMERS));
    }
    return found;
  }

  private static Bson isFailing(String id, String name) {
    return Filters.and(
        Filters.eq("_id", id),
        Filters.elemMatch(
            TIMERS, Filters.and(Filters.eq("name", name), Filters.exists("failure"))));
  }

  /**
   * Returns failing timers, those that failed first at the beginning. Without a hint: it can be
   * called before the indexes exist.
   */
  List<FailingTimer> failing(int limit) {
    return collection
        .find(Filters.exists(FAILURE))
        .projection(Projections.include(TIMERS))
        .limit(limit)
        .into(new ArrayList<>())
        .stream()
        .flatMap(
            document ->
                timers(document)
                    .filter(timer -> timer.containsKey("failure"))
                    .map(timer -> FailingTimer.of(collection.getNamespace(), document, timer)))
        .toList();
  }

  long countScheduled() {
    return collection.countDocuments(
        Filters.exists(AT), new CountOptions().hint(SCHEDULED).limit(MAX_COUNT));
  }

  /** Without a hint, as {@link #failing}. */
  long countFailing() {
    return collection.countDocuments(Filters.exists(FAILURE), new CountOptions().limit(MAX_COUNT));
  }
}
