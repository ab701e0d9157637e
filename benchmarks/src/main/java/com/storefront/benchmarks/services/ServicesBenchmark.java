package com.storefront.benchmarks.services;

import com.storefront.benchmarks.publishing.Waiting;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** A storefront that {@code ./storefront up} started, measured from outside. */
public final class ServicesBenchmark {

  private static final Pattern TOTAL = Pattern.compile("\"totalElements\":(\\d+)");
  private static final Pattern AFFECTED = Pattern.compile("\"affected\":(\\d+)");
  private static final String UNDECIDED = "/orders/orders?status=CREATED&page=0";
  private static final String RECEIVED = "/orders/orders?status=RECEIVED&page=0";
  private static final int MOST_CUSTOMERS = 10_000;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration SETTLING = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final RunningStorefront storefront = RunningStorefront.find();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> figures = new LinkedHashMap<>();
  private final List<Integer> orders;
  private final Duration length;
  private final PrintStream out;

  /**
   * @param orders how many go from fulfill to RECEIVED at once, smallest number first
   * @param length of each load
   */
  public ServicesBenchmark(List<Integer> orders, Duration length, PrintStream out) {
    this.orders = orders;
    this.length = length;
    this.out = out;
  }

  /** Runs everything; figures come in the order they were measured. */
  public Map<String, String> run() {
    idle();
    orders.forEach(this::receive);
    HttpLoad.closed(storefront, "application/json", 201, 16, WARM_UP);
    HttpLoad sixteen = creates(16);
    creates(64);
    constant(sixteen);
    followers(sixteen.perSecond() / 2);
    for (String service : RunningStorefront.SERVICES) {
      note(
          service + " after load",
          "%d MiB resident".formatted(storefront.residentMebibytes(service)));
    }
    return figures;
  }

  /** Not just started: a service compiles for a while after it is ready. */
  private void idle() {
    pause(SETTLING);
    for (String service : RunningStorefront.SERVICES) {
      double commands = commands(service);
      Duration cpu = storefront.cpu(service);
      pause(QUIET);
      note(
          service + " idle",
          "%.1f database commands/s, %.1f %% of a core, %d MiB resident"
              .formatted(
                  (commands(service) - commands) / QUIET.toSeconds(),
                  100.0 * storefront.cpu(service).minus(cpu).toMillis() / QUIET.toMillis(),
                  storefront.residentMebibytes(service)));
    }
  }

  private double commands(String service) {
    return Metrics.of(storefront, service)
        .sum("mongodb_driver_commands_seconds_count", all -> true);
  }

  private HttpLoad creates(int connections) {
    var load = HttpLoad.closed(storefront, "application/json", 201, connections, length);
    note(
        "create a customer, %d connections".formatted(connections),
        "%.0f/s, p50 %.1f ms, p99 %.1f ms, %.2f ms CPU in all processes"
            .formatted(
                load.perSecond(), load.answer().p50(), load.answer().p99(), load.cpuMillis()));
    return load;
  }

  /** The same request refused at the door: HTTP, security and routing, but no work. */
  private void constant(HttpLoad creates) {
    HttpLoad.closed(storefront, "text/plain", 415, 16, length);
    var refused = HttpLoad.closed(storefront, "text/plain", 415, 16, length);
    note(
        "the same request refused (415), 16 connections",
        "%.0f/s; creating ÷ refusing = %.2f"
            .formatted(refused.perSecond(), creates.perSecond() / refused.perSecond()));
  }

  private void followers(double rate) {
    var before = Metrics.of(storefront, "orders");
    var load = HttpLoad.open(storefront, rate, length);
    awaitAtLeast("/orders/customers?page=0", total("/accounts/customers?page=0"));
    var after = Metrics.of(storefront, "orders");
    note(
        "at %.0f creates/s, half of the most".formatted(rate),
        "answer p50 %.1f ms, p99 %.1f ms; write in accounts to write in orders p50 %.0f ms, p99 %.0f ms"
            .formatted(
                load.answer().p50(),
                load.answer().p99(),
                1e3 * delay(before, after, 50),
                1e3 * delay(before, after, 99)));
  }

  private static double delay(Metrics before, Metrics after, double percentile) {
    return after.percentileSince(
        before, "storefront_follower_delay_seconds", "accounts.customer.change", percentile);
  }

  /** The sample's steps, of which the second adds an undecided order for each customer. */
  private void receive(int orders) {
    int customers = Math.min(orders, MOST_CUSTOMERS);
    int missing = (int) Math.max(0, customers - total("/accounts/customers?page=0"));
    HttpLoad.create(storefront, missing);
    awaitAtLeast("/orders/customers?page=0", customers);
    while (total(UNDECIDED) < orders) {
      send("GET", "/orders/customers/sample/orders");
    }
    long before = total(RECEIVED);

    long began = System.nanoTime();
    long underway = number(AFFECTED, send("GET", "/orders/customers/sample/fulfill"));
    for (String step : List.of("process", "ship", "in-transit", "receive")) {
      moveAll(underway, "/fulfillment/fulfillments/sample/" + step);
    }
    awaitAtLeast(RECEIVED, before + underway);
    double seconds = (System.nanoTime() - began) / 1e9;

    note(
        "%,d orders from fulfill to RECEIVED in orders".formatted(underway),
        "%.1f s, %.2f ms an order".formatted(seconds, 1e3 * seconds / underway));
  }

  /** A step moves those orders of which its service has heard within ten seconds. */
  private void moveAll(long orders, String step) {
    var moved = new AtomicLong();
    Waiting.until(
        () -> moved.addAndGet(number(AFFECTED, send("GET", step))) >= orders,
        LOOK_AGAIN,
        PATIENCE,
        "%d orders moved by %s".formatted(orders, step));
  }

  private void awaitAtLeast(String path, long count) {
    Waiting.until(
        () -> total(path) >= count, LOOK_AGAIN, PATIENCE, "%d at %s".formatted(count, path));
  }

  private long total(String path) {
    return number(TOTAL, send("GET", path + "&size=1"));
  }

  private static long number(Pattern pattern, String answer) {
    var number = pattern.matcher(answer);
    if (!number.find()) {
      throw new IllegalStateException("no " + pattern + " in " + answer);
    }
    return Long.parseLong(number.group(1));
  }

  /** Past the gateway, which gives up on an answer after a minute. */
  private String send(String method, String path) {
    String service = path.split("/")[1];
    var address = URI.create("http://127.0.0.1:%d%s".formatted(storefront.port(service), path));
    try {
      var answer =
          http.send(
              HttpRequest.newBuilder(address)
                  .method(method, HttpRequest.BodyPublishers.noBody())
                  .timeout(Duration.ofMinutes(10))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            "%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
      }
      return answer.body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause(Duration length) {
    try {
      TimeUnit.MILLISECONDS.sleep(length.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void note(String what, String figure) {
    figures.put(what, figure);
    out.printf("%-50s %s%n", what, figure);
  }
}
