package com.storefront.local.stack;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/**
 * Walks the seven steps of the sample journey through the gateway. Every step's effect arrives in
 * another service by way of an event; the walk goes on as soon as it sees it there, and fails if it
 * does not.
 */
final class Sample {

  private static final int PAGE = 100;

  private final Api api;
  private final Duration patience;
  private final PrintStream out;

  /** What orders said of each order that this walk had fulfilled, oldest first. */
  private final Map<String, List<String>> journeys = new LinkedHashMap<>();

  private Sample(Api api, Duration patience, PrintStream out) {
    this.api = api;
    this.patience = patience;
    this.out = out;
  }

  /**
   * @return whether every step had its effect
   */
  static boolean walk(URI gateway, PrintStream out) {
    return walk(gateway, Duration.ofSeconds(30), out);
  }

  static boolean walk(URI gateway, Duration patience, PrintStream out) {
    var sample = new Sample(new Api(gateway), patience, out);
    try {
      sample.walk();
      return true;
    } catch (StackFailure e) {
      out.println(e.getMessage());
      return false;
    } finally {
      sample.journeys.forEach(
          (order, statuses) -> out.println("  " + order + "  " + String.join(" → ", statuses)));
    }
  }

  private void walk() {
    step(1, "/accounts/customers/sample");
    await(
        "orders knows every customer of accounts",
        () -> total("/orders/customers?") == total("/accounts/customers?"));

    step(2, "/orders/customers/sample/orders");

    long waiting = total("/fulfillment/fulfillments?status=APPROVED&");
    long requested = waiting + step(3, "/orders/customers/sample/fulfill");
    if (requested == 0) {
      throw new StackFailure("No order was sent for fulfillment.");
    }
    await(
        "fulfillment has every order that was approved",
        () -> total("/fulfillment/fulfillments?status=APPROVED&") >= requested);
    approved().forEach(order -> journeys.put(order, List.of("APPROVED")));

    advance(4, "process", "PROCESSING");
    advance(5, "ship", "SHIPPED");
    advance(6, "in-transit", "IN_TRANSIT");
    advance(7, "receive", "RECEIVED");
  }

  private long step(int number, String path) {
    JsonNode answer = api.post(path);
    out.printf("%d  POST %s: %s%n", number, path, answer.path("message").asString(""));
    return answer.path("affected").asLong(0);
  }

  private void advance(int number, String command, String status) {
    step(number, "/fulfillment/fulfillments/sample/" + command);
    Set<String> missing = new TreeSet<>(journeys.keySet());
    await(
        "orders shows each of them as " + status,
        () -> {
          missing.removeIf(order -> has(order, status));
          return missing.isEmpty();
        });
  }

  private boolean has(String order, String status) {
    JsonNode found = api.get("/orders/orders/" + order);
    if (!status.equals(found.path("status").asString(""))) {
      return false;
    }
    journeys.put(
        order,
        found
            .path("orderStatusEvents")
            .valueStream()
            .map(event -> event.path("orderStatusType").asString(""))
            .toList());
    return true;
  }

  private Set<String> approved() {
    var orders = new TreeSet<String>();
    long pages = 1;
    for (int page = 0; page < pages; page++) {
      JsonNode found =
          api.get("/fulfillment/fulfillments?status=APPROVED&size=" + PAGE + "&page=" + page);
      found
          .path("_embedded")
          .valueStream()
          .flatMap(JsonNode::valueStream)
          .forEach(fulfillment -> orders.add(fulfillment.path("id").asString("")));
      pages = found.path("page").path("totalPages").asLong(0);
    }
    return orders;
  }

  private long total(String collection) {
    return api.get(collection + "page=0&size=1").path("page").path("totalElements").asLong(-1);
  }

  private void await(String effect, BooleanSupplier seen) {
    long begin = System.nanoTime();
    while (!seen.getAsBoolean()) {
      if (System.nanoTime() - begin > patience.toNanos()) {
        throw new StackFailure(
            "   missing after %d s: %s.".formatted(patience.toSeconds(), effect));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StackFailure("Interrupted.");
      }
    }
    out.printf(Locale.ROOT, "   %s (after %.2f s)%n", effect, (System.nanoTime() - begin) / 1e9);
  }
}
