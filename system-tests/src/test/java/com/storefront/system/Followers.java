package com.storefront.system;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.bson.Document;

/** Whether the followers are where their sources are: a quick look at the three databases. */
record Followers(Storefront storefront, Past past) {

  /** What is still missing, for people; empty when they equal their sources. */
  String missing() {
    String pending =
        pending(Service.ACCOUNTS, "customer.accounts")
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
    Map<String, String> taken =
        read(Service.FULFILLMENT, "fulfillment.requests", it -> it.getString("requestEventId"));
    Map<String, Set<Long>> heard =
        read(Service.ORDERS, "customer.orders", it -> it.get("eventId") == null ? null : told(it));
    Map<String, Set<Long>> told =
        read(Service.FULFILLMENT, "fulfillment.requests", Followers::told);
    return difference("customers", accounts, copies)
        + difference("fulfillments", requested, taken)
        + difference("histories", told, heard);
  }

  private static Set<Long> told(Document order) {
    Set<Long> told = new TreeSet<>();
    for (Document entry : order.getList("history", Document.class)) {
      long sequence = ((Number) entry.get("sequence")).longValue();
      if (entry.get("source", "fulfillment").equals("fulfillment") && sequence > 1) {
        told.add(sequence);
      }
    }
    return told;
  }

  private <T> Map<String, T> read(Service owner, String collection, Function<Document, T> what) {
    Map<String, T> read = new HashMap<>();
    var fields = new Document();
    for (String field : Set.of("version", "sequence", "eventId", "requestEventId", "history")) {
      fields.append(field, 1);
    }
    for (Document it : storefront.collection(owner, collection).find().projection(fields)) {
      T value = what.apply(it);
      if (value != null && !past.has(it.getString("_id"))) {
        read.put(it.getString("_id"), value);
      }
    }
    return read;
  }

  private static <T> String difference(String what, Map<String, T> there, Map<String, T> here) {
    long missing =
        there.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(here.get(entry.getKey())))
            .count();
    return missing + here.size() == there.size() && missing == 0
        ? ""
        : "%d of %d %s, ".formatted(missing, there.size(), what);
  }

  private String pending(Service owner, String collection) {
    long pending =
        storefront
            .collection(owner, collection)
            .countDocuments(new Document("outbox.0", new Document("$exists", true)));
    return pending == 0 ? "" : "%d outboxes of %s, ".formatted(pending, owner);
  }
}
