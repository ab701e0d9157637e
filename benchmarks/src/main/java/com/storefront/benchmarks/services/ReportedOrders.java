package com.storefront.benchmarks.services;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.benchmarks.publishing.Waiting;
import com.storefront.events.OrderStatusChangeEvent;
import com.storefront.events.OrderStatusEvent;
import com.storefront.events.OrderStatusType;
import com.storefront.events.Topics;
import java.time.Duration;
import java.util.List;
import org.bson.Document;

/** Approved orders in orders' database, and what fulfillment reports of them. */
record ReportedOrders(
    MongoCollection<Document> collection, ToldEvents fulfillment, List<String> guids) {

  static final List<OrderStatusType> STATIONS =
      List.of(
          OrderStatusType.PROCESSING,
          OrderStatusType.SHIPPED,
          OrderStatusType.IN_TRANSIT,
          OrderStatusType.RECEIVED);

  /** The first so many. */
  ReportedOrders first(int count) {
    return new ReportedOrders(collection, fulfillment, guids.subList(0, count));
  }

  int reports() {
    return guids.size() * STATIONS.size();
  }

  /** All are approved again; their versions go on. */
  void forgetReports() {
    var own =
        new Document("input", "$history")
            .append("cond", new Document("$eq", List.of("$$this.source", "orders")));
    collection.updateMany(
        Filters.ne("status", OrderStatusType.APPROVED.name()),
        List.of(
            Updates.set("status", OrderStatusType.APPROVED.name()),
            Updates.set("history", new Document("$filter", own))));
  }

  /** Tells every order's first station, then every order's second, as the sample's steps go. */
  void report() {
    long sequence = 1; // fulfillment's own
    for (OrderStatusType station : STATIONS) {
      sequence++;
      for (String guid : guids) {
        var status = new OrderStatusEvent(System.currentTimeMillis(), station, null);
        fulfillment.tell(
            Topics.ORDER_STATUS_CHANGE,
            "/fulfillment",
            guid,
            sequence,
            new OrderStatusChangeEvent(guid, sequence, status));
      }
    }
    fulfillment.flush();
  }

  void awaitReceived() {
    var received = Filters.eq("status", OrderStatusType.RECEIVED.name());
    Waiting.until(
        () -> collection.countDocuments(received) >= guids.size(),
        Duration.ofMillis(50),
        Duration.ofMinutes(30),
        "%d received orders".formatted(guids.size()));
  }
}
