package com.storefront.system;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.bson.Document;

/** Compares copies with their sources in the three databases, by versions and event ids only. */
record CopyComparison(Storefront storefront, Baseline baseline) {

  /** Describes what is still missing; empty if all copies equal their sources. */
  String missing() {
    String pending =
        pending(Service.ACCOUNTS, "customer.accounts")
            + pending(Service.ACCOUNTS, "customer.imports")
            + unfinishedImports()
            + pending(Service.ORDERS, "customer.orders")
            + pending(Service.FULFILLMENT, "fulfillment.requests");
    return pending.isEmpty() ? differences() : pending;
  }

  private String differences() {
    Map<String, String> accounts =
        read(
            Service.ACCOUNTS,
            "customer.accounts",
            it -> it.get("version") + it.getString("eventId"));
    Map<String, String> copies =
        read(Service.ORDERS, "customers", it -> it.get("sequence") + it.getString("eventId"));
    Map<String, String> requested =
        read(Service.ORDERS, "customer.orders", it -> it.getString("eventId"));
    Map<String, String> applied =
        read(Service.FULFILLMENT, "fulfillment.requests", it -> it.getString("requestEventId"));
    Map<String, Set<Long>> consumed =
        read(
            Service.ORDERS,
            "customer.orders",
            it -> it.get("eventId") == null ? null : statusChanges(it));
    Map<String, Set<Long>> published =
        read(Service.FULFILLMENT, "fulfillment.requests", CopyComparison::statusChanges);
    return difference("customers", accounts, copies)
        + difference("fulfillments", requested, applied)
        + difference("histories", published, consumed);
  }

  private static Set<Long> statusChanges(Document order) {
    Set<Long> sequences = new TreeSet<>();
    for (Document entry : order.getList("history", Document.class)) {
      long sequence = ((Number) entry.get("sequence")).longValue();
      if (entry.get("source", "fulfillment").equals("fulfillment") && sequence > 1) {
        sequences.add(sequence);
      }
    }
    return sequences;
  }

  private <T> Map<String, T> read(Service owner, String collection, Function<Document, T> what) {
    Map<String, T> read = new HashMap<>();
    var fields = new Document();
    for (String field : Set.of("version", "sequence", "eventId", "requestEventId", "history")) {
      fields.append(field, 1);
    }
    for (Document it : storefront.collection(owner, collection).find().projection(fields)) {
      T value = what.apply(it);
      if (value != null && !baseline.contains(it.getString("_id"))) {
        read.put(it.getString("_id"), value);
      }
    }
    return read;
  }

  private static <T> String difference(String what, Map<String, T> sources, Map<String, T> copies) {
    long missing =
        sources.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(copies.get(entry.getKey())))
            .count();
    return missing + copies.size() == sources.size() && missing == 0
        ? ""
        : "%d of %d %s, ".formatted(missing, sources.size(), what);
  }

  private String unfinishedImports() {
    long unfinished =
        storefront
            .collection(Service.ACCOUNTS, "customer.imports")
            .countDocuments(
                new Document("status", new Document("$in", List.of("RUNNING", "CANCELLING"))));
    return unfinished == 0 ? "" : "%d imports, ".formatted(unfinished);
  }

  private String pending(Service owner, String collection) {
    long pending =
        storefront
            .collection(owner, collection)
            .countDocuments(new Document("outbox.0", new Document("$exists", true)));
    return pending == 0 ? "" : "%d outboxes of %s, ".formatted(pending, owner);
  }
}
