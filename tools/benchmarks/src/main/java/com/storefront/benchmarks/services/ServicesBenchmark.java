package com.storefront.benchmarks.services;

import static org.awaitility.Awaitility.await;

import com.storefront.events.Topics;
import com.storefront.launcher.environment.Component;
import com.storefront.launcher.environment.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;

/** Measures the storefront that {@code ./storefront up} started. */
public final class ServicesBenchmark {

  private static final String UNDECIDED = "/orders/orders?status=CREATED&page=0";
  private static final String RECEIVED = "/orders/orders?status=RECEIVED&page=0";
  private static final String DELAY = "storefront_follower_delay_seconds";
  private static final int MAX_CUSTOMERS = 10_000;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration SETTLING = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofMinutes(30);

  private final RunningStorefront storefront = RunningStorefront.find();
  private final Map<String, String> figures = new LinkedHashMap<>();
  private final List<Integer> orders;
  private final Duration duration;
  private final PrintStream out;

  /**
   * @param orders numbers of orders from fulfill to RECEIVED, in ascending order
   * @param duration of each load
   */
  public ServicesBenchmark(List<Integer> orders, Duration duration, PrintStream out) {
    this.orders = orders;
    this.duration = duration;
    this.out = out;
  }

  /** Returns the figures in the order of measurement. */
  public Map<String, String> run() throws InterruptedException {
    for (Component service : Component.SERVICES) {
      note(service + " start", "%.2f s".formatted(storefront.startSeconds(service)));
    }
    idle();
    orders.forEach(this::receive);
    HttpLoad.closed(storefront, 16, WARM_UP);
    HttpLoad sixteen = creates(16);
    creates(64);
    replication(sixteen.perSecond() / 2);
    for (Component service : Component.SERVICES) {
      note(
          service + " after load",
          "%d MiB resident".formatted(storefront.residentMebibytes(service)));
    }
    return figures;
  }

  /** Waits first, because a service still compiles code after its start. */
  private void idle() throws InterruptedException {
    pause("Waiting until idle", SETTLING);
    for (Component service : Component.SERVICES) {
      double commands = commands(service);
      Duration cpu = storefront.cpu(service);
      pause("Measuring idle " + service, QUIET);
      note(
          service + " idle",
          "%.1f database commands/s, %.1f %% of a core, %d MiB resident"
              .formatted(
                  (commands(service) - commands) / QUIET.toSeconds(),
                  100.0 * storefront.cpu(service).minus(cpu).toMillis() / QUIET.toMillis(),
                  storefront.residentMebibytes(service)));
    }
  }

  private static void pause(String purpose, Duration duration) throws InterruptedException {
    try (var progress = new Progress(purpose + ", seconds")) {
      for (int second = 0; second < duration.toSeconds(); second++) {
        progress.show(second, duration.toSeconds());
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }

  private double commands(Component service) {
    return Metrics.of(storefront, service).sum("mongodb_driver_commands_seconds_count");
  }

  private HttpLoad creates(int connections) {
    var load = HttpLoad.closed(storefront, connections, duration);
    note(
        "create a customer, %d connections".formatted(connections),
        "%.0f/s, p50 %.1f ms, p99 %.1f ms, %.2f ms CPU in all processes"
            .formatted(
                load.perSecond(), load.answer().p50(), load.answer().p99(), load.cpuMillis()));
    return load;
  }

  private void replication(double rate) {
    var before = Metrics.of(storefront, Component.ORDERS);
    var load = HttpLoad.open(storefront, rate, duration);
    awaitAtLeast("/orders/customers?page=0", total("/accounts/customers?page=0"));
    var after = Metrics.of(storefront, Component.ORDERS);
    double p50 = after.percentileSince(before, DELAY, Topics.CUSTOMER_CHANGE, 50);
    double p99 = after.percentileSince(before, DELAY, Topics.CUSTOMER_CHANGE, 99);
    note(
        "at %.0f creates/s, half of the maximum".formatted(rate),
        "answer p50 %.1f ms, p99 %.1f ms; write in accounts to write in orders p50 %.0f ms, p99 %.0f ms"
            .formatted(load.answer().p50(), load.answer().p99(), 1e3 * p50, 1e3 * p99));
  }

  /** Runs the sample steps; the second one adds an undecided order for each customer. */
  private void receive(int orders) {
    int customers = Math.min(orders, MAX_CUSTOMERS);
    int missing = (int) Math.max(0, customers - total("/accounts/customers?page=0"));
    HttpLoad.create(storefront, missing);
    awaitAtLeast("/orders/customers?page=0", customers);
    while (total(UNDECIDED) < orders) {
      get("/orders/customers/sample/orders");
    }
    long before = total(RECEIVED);

    long began = System.nanoTime();
    long underway = affected("/orders/customers/sample/fulfill");
    for (String step : List.of("process", "ship", "in-transit", "receive")) {
      changeAll(underway, "/fulfillment/fulfillments/sample/" + step);
    }
    awaitAtLeast(RECEIVED, before + underway);
    double seconds = (System.nanoTime() - began) / 1e9;

    note(
        "%,d orders from fulfill to RECEIVED in orders".formatted(underway),
        "%.1f s, %.2f ms an order".formatted(seconds, 1e3 * seconds / underway));
  }

  /** Repeats a step until it has changed all orders: it changes those that have already arrived. */
  private void changeAll(long orders, String step) {
    var changed = new AtomicLong();
    awaitAtLeast(orders, step, () -> changed.addAndGet(affected(step)));
  }

  private void awaitAtLeast(String path, long count) {
    awaitAtLeast(count, path, () -> total(path));
  }

  private static void awaitAtLeast(long count, String path, LongSupplier reached) {
    try (var progress = new Progress(path)) {
      await(path)
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(50))
          .atMost(TIMEOUT)
          .until(
              () -> {
                long now = reached.getAsLong();
                progress.show(now, count);
                return now >= count;
              });
    }
  }

  private long total(String path) {
    return get(path + "&size=1").path("page").path("totalElements").asLong();
  }

  private long affected(String step) {
    return get(step).path("affected").asLong();
  }

  private JsonNode get(String path) {
    return storefront.api(Component.valueOf(path.split("/")[1].toUpperCase(Locale.ROOT))).get(path);
  }

  private void note(String name, String figure) {
    figures.put(name, figure);
    out.printf("%-50s %s%n", name, figure);
  }
}
