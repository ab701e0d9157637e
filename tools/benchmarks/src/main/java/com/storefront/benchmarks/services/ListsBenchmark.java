package com.storefront.benchmarks.services;

import com.mongodb.client.MongoClients;
import com.storefront.benchmarks.measure.Percentiles;
import com.storefront.launcher.environment.Api;
import com.storefront.launcher.environment.Component;
import com.storefront.launcher.environment.Progress;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.bson.Document;
import tools.jackson.databind.JsonNode;

/** Measures lists of many orders, at the orders service that {@code ./storefront up} started. */
public final class ListsBenchmark {

  private static final int BATCH = 100_000;
  private static final int MEASURED = 200;
  private static final List<Integer> PAGES = List.of(1, 1_000, 49_000);

  private final RunningStorefront storefront = RunningStorefront.find();
  private final Api orders = storefront.api(Component.ORDERS);
  private final Map<String, String> figures = new LinkedHashMap<>();
  private final int count;
  private final PrintStream out;

  /**
   * @param count of orders
   */
  public ListsBenchmark(int count, PrintStream out) {
    this.count = count;
    this.out = out;
  }

  /** Returns the figures in the order of measurement. */
  public Map<String, String> run() {
    if (orders.get("/orders/orders?size=1").at("/page/totalElements").asInt() < count) {
      fill();
    }
    walk("warm-up", "status=SHIPPED");
    figures.clear();
    walk("all orders", "");
    walk("all orders, the oldest first", "sort=placedAt,asc");
    walk("orders of three statuses", "status=RECEIVED,CREATED,SHIPPED");
    walk("orders of a status and total", "status=CREATED&currency=USD&totalFrom=0&totalTo=100000");
    walk(
        "orders of three months",
        "placedAfter=2025-01-01T00:00:00Z&placedBefore=2025-04-01T00:00:00Z");
    walk("100 orders of a customer", "customerId=c1");
    walk("100 orders of an e-mail address", "email=B1@example.com");
    return figures;
  }

  /** Copies one order: one a minute, of 10,000 customers, eight of ten RECEIVED. */
  private void fill() {
    Api accounts = storefront.api(Component.ACCOUNTS);
    accounts.get("/accounts/customers/sample");
    orders.get("/orders/customers/sample/orders");
    String guid = orders.get("/orders/orders?size=1").at("/_embedded/orders/0/guid").asString();
    String uri =
        "mongodb://localhost:%d/orders?directConnection=true"
            .formatted(storefront.environment().ports().of(Component.MONGODB));
    try (var mongo = MongoClients.create(uri);
        var progress = new Progress("Copying orders")) {
      for (int from = 0; from < count; from += BATCH) {
        mongo
            .getDatabase("orders")
            .getCollection("customer.orders")
            .aggregate(copies(guid, from, Math.min(count, from + BATCH)))
            .toCollection();
        progress.show(from, count);
      }
    }
  }

  private static List<Document> copies(String guid, int from, int to) {
    return List.of(
        Document.parse("{$match: {_id: '%s'}}".formatted(guid)),
        Document.parse("{$set: {number: {$range: [%d, %d]}}}".formatted(from, to)),
        Document.parse("{$unwind: '$number'}"),
        Document.parse(
            """
            {$set: {
              _id: {$concat: [{$toString: {$mod: [{$multiply: ['$number', 7919]}, 1000003]}}, '-bench']},
              customerId: {$concat: ['c', {$toString: {$mod: ['$number', 10000]}}]},
              'recipient.contact.email':
                {$concat: ['b', {$toString: {$mod: ['$number', 10000]}}, '@example.com']},
              placedAt: {$dateAdd: {
                startDate: {$dateFromString: {dateString: '2024-01-01T00:00:00Z'}},
                unit: 'minute', amount: '$number'}},
              status: {$switch: {
                branches: [
                  {case: {$eq: [{$mod: ['$number', 10]}, 0]}, then: 'CREATED'},
                  {case: {$eq: [{$mod: ['$number', 10]}, 1]}, then: 'SHIPPED'}],
                default: 'RECEIVED'}}}}"""),
        Document.parse("{$unset: 'number'}"),
        Document.parse("{$merge: {into: 'customer.orders', whenMatched: 'keepExisting'}}"));
  }

  /** Reads some pages of 20 from each page of interest, and larger pages on the way. */
  private void walk(String name, String query) {
    String next = "/orders/orders?cursor=&size=20&" + query;
    int page = 1;
    try (var progress = new Progress("Reading " + name + ", pages")) {
      for (int wanted : PAGES) {
        while (page < wanted && !next.isEmpty()) {
          next = next(orders.get(next.replace("size=20", "size=100")));
          page += 5;
          progress.show(page, count / 20);
        }
        var times = new Histogram(3);
        for (int i = 0; i < MEASURED && !next.isEmpty(); i++) {
          long begin = System.nanoTime();
          JsonNode found = orders.get(next);
          times.recordValue((System.nanoTime() - begin) / 1_000);
          next = next(found);
          page++;
        }
        note("%s, from page %,d".formatted(name, wanted), times);
      }
    }
  }

  private static String next(JsonNode page) {
    return page.at("/_links/next/href").asString("").replace("size=100", "size=20");
  }

  private void note(String name, Histogram micros) {
    if (micros.getTotalCount() > 0) {
      Percentiles times = Percentiles.of(micros);
      String figure = "p50 %.1f ms, p99 %.1f ms".formatted(times.p50(), times.p99());
      figures.put(name, figure);
      out.printf("%-60s %s%n", name, figure);
    }
  }
}
