package com.storefront.local.audit;

import static com.storefront.local.audit.Cause.BEHIND;
import static com.storefront.local.audit.Cause.CONTRADICTION;
import static com.storefront.local.audit.Cause.DEAD_LETTER;
import static com.storefront.local.audit.Cause.LOST;
import static com.storefront.local.audit.Cause.PARKED;
import static com.storefront.local.audit.Cause.PENDING;
import static com.storefront.local.audit.Cause.SOURCE_BEHIND;
import static com.storefront.local.audit.Cause.UNSEEN;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
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
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Compares each follower with its source, aggregate by aggregate, while they all go on working.
 *
 * <p>Both are read in the order of their ids, so memory doesn't grow with them. What differs is
 * read again, the follower before the source: what changed in between shows as young, or not at
 * all.
 */
public final class Auditor {

  private static final Bson OF_CUSTOMER =
      Projections.include(
          "eventId", "eventSequence", "eventAt", "outbox", "name", "contact", "addresses");
  private static final Bson OF_COPY =
      Projections.include("eventId", "sequence", "name", "contact", "addresses");
  private static final Bson OF_ORDER =
      Projections.exclude("items.product.description", "items.product.price", "idempotencyKey");
  private static final Bson OF_FULFILLMENT = OF_ORDER;

  private static final String FULFILLMENT = "fulfillment";

  /** A record is on its way for so long without showing anywhere. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(10);

  private final MongoCollection<Document> customers;
  private final MongoCollection<Document> copies;
  private final MongoCollection<Document> orders;
  private final MongoCollection<Document> fulfillments;
  private final Clues clues;
  private final Clock clock;

  private long compared;

  public Auditor(MongoClient mongodb, Names names, Clues clues, Clock clock) {
    this.customers = collection(mongodb, names.accounts(), "customer.accounts");
    this.copies = collection(mongodb, names.orders(), "customers");
    this.orders = collection(mongodb, names.orders(), "customer.orders");
    this.fulfillments = collection(mongodb, names.fulfillment(), "fulfillment.requests");
    this.clues = clues;
    this.clock = clock;
  }

  /** The databases of the three services. */
  public record Names(String accounts, String orders, String fulfillment) {

    /** As the services call them. */
    public static Names usual() {
      return new Names("accounts", "orders", "fulfillment");
    }
  }

  private static MongoCollection<Document> collection(
      MongoClient mongodb, String database, String name) {
    return mongodb.getDatabase(database).getCollection(name).withReadConcern(ReadConcern.MAJORITY);
  }

  /**
   * Goes through everything once.
   *
   * @return how many aggregates were compared
   */
  public long audit(Consumer<Difference> found) {
    compared = 0;
    MergeJoin.run(
        customers,
        OF_CUSTOMER,
        copies,
        OF_COPY,
        (id, customer, copy) -> {
          compared++;
          if (compareCustomer(id, customer, copy) != null) {
            Document copyNow = read(copies, OF_COPY, id);
            tell(compareCustomer(id, read(customers, OF_CUSTOMER, id), copyNow), found);
          }
        });
    MergeJoin.run(
        orders,
        OF_ORDER,
        fulfillments,
        OF_FULFILLMENT,
        (id, order, fulfillment) -> {
          compared++;
          if (compareRequest(id, order, fulfillment) != null) {
            Document fulfillmentNow = read(fulfillments, OF_FULFILLMENT, id);
            tell(compareRequest(id, read(orders, OF_ORDER, id), fulfillmentNow), found);
          }
          if (compareReports(id, fulfillment, order) != null) {
            Document orderNow = read(orders, OF_ORDER, id);
            tell(compareReports(id, read(fulfillments, OF_FULFILLMENT, id), orderNow), found);
          }
        });
    return compared;
  }

  private static @Nullable Document read(
      MongoCollection<Document> collection, Bson fields, String id) {
    return collection.find(Filters.eq("_id", id)).projection(fields).first();
  }

  private static void tell(@Nullable Difference difference, Consumer<Difference> found) {
    if (difference != null) {
      found.accept(difference);
    }
  }

  private @Nullable Difference compareCustomer(
      String id, @Nullable Document customer, @Nullable Document copy) {
    long told = customer == null ? 0 : number(customer, "eventSequence");
    long known = copy == null ? 0 : number(copy, "sequence");
    Instant at = customer == null ? null : instant(customer.getDate("eventAt"));
    if (customer == null || known > told) {
      return new Difference(Hop.CUSTOMERS, id, told, known, SOURCE_BEHIND, null);
    }
    if (copy == null || known < told) {
      return lacking(Hop.CUSTOMERS, customer, told, known, at);
    }
    boolean same =
        List.of("eventId", "name", "contact", "addresses").stream()
            .allMatch(field -> Objects.equals(customer.get(field), copy.get(field)));
    return same ? null : new Difference(Hop.CUSTOMERS, id, told, known, CONTRADICTION, at);
  }

  private @Nullable Difference compareRequest(
      String id, @Nullable Document order, @Nullable Document fulfillment) {
    long told = order == null ? 0 : number(order, "eventSequence");
    long known = fulfillment == null ? 0 : number(fulfillment, "requestSequence");
    Instant at = order == null ? null : instant(order.getDate("eventAt"));
    if (order == null || known > told) {
      return new Difference(
          Hop.REQUESTS,
          id,
          told,
          known,
          SOURCE_BEHIND,
          fulfillment == null ? null : instant(fulfillment.getDate("requestedAt")));
    }
    if (told == 0) {
      return null;
    }
    if (fulfillment == null) {
      return lacking(Hop.REQUESTS, order, told, known, at);
    }
    boolean same =
        known == told
            && Objects.equals(order.get("eventId"), fulfillment.get("requestEventId"))
            && List.of("customerId", "recipient", "items").stream()
                .allMatch(field -> Objects.equals(order.get(field), fulfillment.get(field)));
    return same ? null : new Difference(Hop.REQUESTS, id, told, known, CONTRADICTION, at);
  }

  private @Nullable Difference compareReports(
      String id, @Nullable Document fulfillment, @Nullable Document order) {
    if (order == null) {
      return null; // Told with the request.
    }
    Map<Long, Document> told = stations(fulfillment, null);
    Map<Long, Document> known = stations(order, FULFILLMENT);
    for (Map.Entry<Long, Document> station : told.entrySet()) {
      Document copy = known.remove(station.getKey());
      long sequence = station.getKey();
      Instant at = instant(station.getValue().getDate("at"));
      if (copy == null && fulfillment != null) {
        return lacking(Hop.REPORTS, fulfillment, sequence, 0, at);
      }
      if (copy != null && !isSameStation(station.getValue(), copy)) {
        return new Difference(Hop.REPORTS, id, sequence, sequence, CONTRADICTION, at);
      }
    }
    for (Map.Entry<Long, Document> station : known.entrySet()) {
      Instant at = instant(station.getValue().getDate("at"));
      return new Difference(Hop.REPORTS, id, 0, station.getKey(), SOURCE_BEHIND, at);
    }
    return null;
  }

  /** What fulfillment told, by its sequence; the first version came with the request. */
  private static Map<Long, Document> stations(
      @Nullable Document aggregate, @Nullable String source) {
    Map<Long, Document> stations = new TreeMap<>();
    if (aggregate != null) {
      for (Document station : aggregate.getList("history", Document.class, List.of())) {
        long sequence = number(station, "sequence");
        boolean isTold = source == null ? sequence > 1 : source.equals(station.get("source"));
        if (isTold) {
          stations.put(sequence, station);
        }
      }
    }
    return stations;
  }

  private static boolean isSameStation(Document told, Document known) {
    return List.of("status", "at", "note").stream()
        .allMatch(field -> Objects.equals(told.get(field), known.get(field)));
  }

  private Difference lacking(
      Hop hop, Document source, long told, long known, @Nullable Instant at) {
    String id = source.getString("_id");
    return new Difference(hop, id, told, known, cause(hop, source, told, at), at);
  }

  private Cause cause(Hop hop, Document source, long told, @Nullable Instant at) {
    List<Document> pending = source.getList("outbox", Document.class, List.of());
    if (pending.stream().anyMatch(entry -> number(entry, "sequence") <= told)) {
      if (pending.stream().anyMatch(entry -> entry.containsKey("parked"))) {
        return PARKED;
      }
      return isIndexed(hop, source.getString("_id")) ? PENDING : UNSEEN;
    }
    if (clues.isDeadLetter(hop, source.getString("_id"))) {
      return DEAD_LETTER;
    }
    boolean isYoung = at != null && at.plus(ON_ITS_WAY).isAfter(clock.instant());
    return isYoung || clues.isBehind(hop) ? BEHIND : LOST;
  }

  /** This audit reads all documents, so that an index that fails is noticed. */
  private boolean isIndexed(Hop hop, String id) {
    MongoCollection<Document> source =
        switch (hop) {
          case CUSTOMERS -> customers;
          case REQUESTS -> orders;
          case REPORTS -> fulfillments;
        };
    Bson isPending = Filters.and(Filters.eq("_id", id), Filters.exists("outbox.at"));
    Bson isEmpty = Filters.and(Filters.eq("_id", id), Filters.exists("outbox.0", false));
    try {
      return source.find(isPending).hintString("outbox_pending").first() != null
          || source.find(isEmpty).first() != null; // Published in between.
    } catch (MongoException noSuchIndex) {
      return false;
    }
  }

  private static long number(Document document, String field) {
    return document.get(field) instanceof Number number ? number.longValue() : 0;
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }
}
