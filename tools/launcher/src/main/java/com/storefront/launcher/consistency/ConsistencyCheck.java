package com.storefront.launcher.consistency;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Compares each copy with its source, aggregate by aggregate, while the services work.
 *
 * <p>What differs is read again, the copy before the source: a change between the two reads makes
 * the copy look older, never newer.
 */
public final class ConsistencyCheck {

  private static final Bson CUSTOMER_FIELDS =
      Projections.include(
          "eventId", "eventSequence", "eventAt", "outbox", "name", "contact", "addresses");
  private static final Bson COPY_FIELDS =
      Projections.include("eventId", "sequence", "name", "contact", "addresses");
  private static final Bson ORDER_FIELDS =
      Projections.exclude(
          "items.product.description",
          "items.product.price",
          "items.product.currency",
          "idempotencyKey");

  private static final CopyFields CUSTOMER_COPY =
      new CopyFields("sequence", "eventId", "at", List.of("name", "contact", "addresses"));
  private static final CopyFields REQUEST_COPY =
      new CopyFields(
          "requestSequence",
          "requestEventId",
          "requestedAt",
          List.of("customerId", "recipient", "items"));

  /** A record needs less time than this between outbox and topic. */
  private static final Duration IN_FLIGHT = Duration.ofSeconds(10);

  private final Documents customers;
  private final Documents copies;
  private final Documents orders;
  private final Documents fulfillments;
  private final Diagnostics diagnostics;
  private final Clock clock;

  private long compared;

  public ConsistencyCheck(
      MongoClient mongodb, Databases databases, Diagnostics diagnostics, Clock clock) {
    this.customers =
        Documents.of(mongodb, databases.accounts(), "customer.accounts", CUSTOMER_FIELDS);
    this.copies = Documents.of(mongodb, databases.orders(), "customers", COPY_FIELDS);
    this.orders = Documents.of(mongodb, databases.orders(), "customer.orders", ORDER_FIELDS);
    this.fulfillments =
        Documents.of(mongodb, databases.fulfillment(), "fulfillment.requests", ORDER_FIELDS);
    this.diagnostics = diagnostics;
    this.clock = clock;
  }

  /** The names of the services' databases. */
  public record Databases(String accounts, String orders, String fulfillment) {

    public static Databases defaults() {
      return new Databases("accounts", "orders", "fulfillment");
    }
  }

  /** Where a copy keeps the version, the event id and the time of its source, and the content. */
  private record CopyFields(String sequence, String eventId, String at, List<String> content) {}

  private interface Comparison {
    @Nullable Difference compare(String id, @Nullable Document source, @Nullable Document copy);
  }

  /** The number of aggregates to compare, about. */
  public long total() {
    return customers.count() + orders.count();
  }

  /**
   * Compares everything once.
   *
   * @param progress accepts the number of aggregates that are compared so far
   * @return the number of aggregates
   */
  public long run(Consumer<Difference> found, LongConsumer progress) {
    compared = 0;
    Comparison ofCustomer =
        (id, customer, copy) -> compareState(Link.CUSTOMERS, id, customer, copy, CUSTOMER_COPY);
    Documents.join(
        customers,
        copies,
        (id, customer, copy) -> {
          progress.accept(++compared);
          compare(id, customers, customer, copies, copy, ofCustomer, found);
        });
    Comparison ofRequest =
        (id, order, request) -> compareState(Link.REQUESTS, id, order, request, REQUEST_COPY);
    Documents.join(
        orders,
        fulfillments,
        (id, order, fulfillment) -> {
          progress.accept(++compared);
          compare(id, orders, order, fulfillments, fulfillment, ofRequest, found);
          compare(id, fulfillments, fulfillment, orders, order, this::compareReports, found);
        });
    return compared;
  }

  private static void compare(
      String id,
      Documents sources,
      @Nullable Document source,
      Documents copies,
      @Nullable Document copy,
      Comparison comparison,
      Consumer<Difference> found) {
    if (comparison.compare(id, source, copy) != null) {
      Document copyNow = copies.find(id);
      Difference difference = comparison.compare(id, sources.find(id), copyNow);
      if (difference != null) {
        found.accept(difference);
      }
    }
  }

  private @Nullable Difference compareState(
      Link link, String id, @Nullable Document source, @Nullable Document copy, CopyFields fields) {
    long published = number(source, "eventSequence");
    long applied = number(copy, fields.sequence());
    if (source == null || applied > published) {
      Cause cause = source == null ? Cause.NO_SOURCE : Cause.SOURCE_BEHIND;
      return new Difference(link, id, published, applied, cause, time(copy, fields.at()));
    }
    if (published == 0) {
      return null;
    }
    Instant at = time(source, "eventAt");
    // Fulfillment keeps the first request for an order and refuses every other one but a
    // withdrawal.
    boolean isReplaced = link != Link.REQUESTS || source.containsKey("erasure");
    if (copy == null || applied < published && isReplaced) {
      return missing(link, source, published, applied, at);
    }
    boolean isSame =
        Objects.equals(source.get("eventId"), copy.get(fields.eventId()))
            && areEqual(fields.content(), source, copy);
    return isSame ? null : new Difference(link, id, published, applied, Cause.CONTRADICTION, at);
  }

  private @Nullable Difference compareReports(
      String id, @Nullable Document fulfillment, @Nullable Document order) {
    if (order == null) {
      return null; // reported by the comparison of the request
    }
    List<String> reported =
        order.containsKey("erasure")
            ? List.of("status", "at", "actor")
            : List.of("status", "at", "actor", "note");
    // Version 1 is the answer to the request and is not published.
    var published = history(fulfillment, change -> number(change, "sequence") > 1);
    var applied = history(order, change -> "fulfillment".equals(change.get("source")));
    for (var change : applied.entrySet()) {
      if (!published.containsKey(change.getKey())) {
        Instant at = time(change.getValue(), "at");
        return new Difference(Link.REPORTS, id, 0, change.getKey(), Cause.SOURCE_BEHIND, at);
      }
    }
    for (var change : published.entrySet()) {
      long sequence = change.getKey();
      Instant at = time(change.getValue(), "at");
      Document copy = applied.get(sequence);
      if (copy == null && fulfillment != null) {
        return missing(Link.REPORTS, fulfillment, sequence, 0, at);
      }
      if (copy != null && !areEqual(reported, change.getValue(), copy)) {
        return new Difference(Link.REPORTS, id, sequence, sequence, Cause.CONTRADICTION, at);
      }
    }
    return null;
  }

  /** Status changes by sequence. */
  private static Map<Long, Document> history(
      @Nullable Document aggregate, Predicate<Document> isIncluded) {
    Map<Long, Document> history = new TreeMap<>();
    if (aggregate != null) {
      aggregate.getList("history", Document.class, List.of()).stream()
          .filter(isIncluded)
          .forEach(change -> history.put(number(change, "sequence"), change));
    }
    return history;
  }

  private Difference missing(
      Link link, Document source, long published, long applied, @Nullable Instant at) {
    String id = source.getString("_id");
    return new Difference(link, id, published, applied, cause(link, source, published, at), at);
  }

  private Cause cause(Link link, Document source, long published, @Nullable Instant at) {
    String id = source.getString("_id");
    List<Document> outbox = source.getList("outbox", Document.class, List.of());
    if (outbox.stream().anyMatch(entry -> number(entry, "sequence") <= published)) {
      if (outbox.stream().anyMatch(entry -> entry.containsKey("parked"))) {
        return Cause.PARKED;
      }
      return isIndexed(link, id) ? Cause.PENDING : Cause.NOT_INDEXED;
    }
    if (diagnostics.isDeadLetter(link, id)) {
      return Cause.DEAD_LETTER;
    }
    boolean isInFlight = at != null && at.plus(IN_FLIGHT).isAfter(clock.instant());
    return isInFlight || diagnostics.isBehind(link) ? Cause.BEHIND : Cause.LOST;
  }

  /** Whether the relay finds the outbox; also true if it has published the events meanwhile. */
  private boolean isIndexed(Link link, String id) {
    var source =
        switch (link) {
          case CUSTOMERS -> customers.collection();
          case REQUESTS -> orders.collection();
          case REPORTS -> fulfillments.collection();
        };
    Bson isPending = Filters.and(Filters.eq("_id", id), Filters.exists("outbox.at"));
    Bson isEmpty = Filters.and(Filters.eq("_id", id), Filters.exists("outbox.0", false));
    try {
      return source.find(isPending).hintString("outbox_pending").first() != null
          || source.find(isEmpty).first() != null;
    } catch (MongoException noSuchIndex) {
      return false;
    }
  }

  private static boolean areEqual(List<String> fields, Document source, Document copy) {
    return fields.stream().allMatch(field -> Objects.equals(source.get(field), copy.get(field)));
  }

  private static long number(@Nullable Document document, String field) {
    return document != null && document.get(field) instanceof Number number
        ? number.longValue()
        : 0;
  }

  private static @Nullable Instant time(@Nullable Document document, String field) {
    return document != null && document.get(field) instanceof Date date ? date.toInstant() : null;
  }
}
