package com.storefront.launcher;

import com.storefront.launcher.environment.Api;
import com.storefront.launcher.environment.Component;
import com.storefront.launcher.environment.ComponentPorts;
import com.storefront.launcher.environment.Console;
import com.storefront.servers.ServerFailure;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/**
 * Takes sample orders from placing to delivery, by the seven steps of the sample journey. The
 * effect of a step reaches another service by an event; the next step follows when it is visible
 * there.
 */
@Command(name = "sample")
final class SampleCommand implements Callable<Integer> {

  private static final int PAGE_SIZE = 100;
  private static final String FULFILLMENTS = "/fulfillment/fulfillments/sample/";

  private final Supplier<ComponentPorts> ports;
  private final Duration timeout;
  private final PrintStream out;

  /** The status history of each order of this journey, as orders reports it. */
  private final Map<String, List<String>> histories = new LinkedHashMap<>();

  /**
   * @param timeout of the effect of a step
   */
  SampleCommand(Supplier<ComponentPorts> ports, Duration timeout, PrintStream out) {
    this.ports = ports;
    this.timeout = timeout;
    this.out = out;
  }

  @Override
  public Integer call() {
    try {
      runSteps();
      return 0;
    } finally {
      histories.forEach(
          (order, statuses) -> out.println("  " + order + "  " + String.join(" → ", statuses)));
    }
  }

  private void runSteps() {
    step(1, "/accounts/customers/sample");
    await(
        "orders has a copy of every customer of accounts",
        () -> total("/orders/customers?") == total("/accounts/customers?"));

    step(2, "/orders/customers/sample/orders");

    long waiting = total("/fulfillment/fulfillments?status=APPROVED&");
    long requested = waiting + step(3, "/orders/customers/sample/fulfill");
    if (requested == 0) {
      throw new ServerFailure("No order was approved for fulfillment.");
    }
    await(
        "fulfillment has every approved order",
        () -> total("/fulfillment/fulfillments?status=APPROVED&") >= requested);
    approved().forEach(order -> histories.put(order, List.of("APPROVED")));

    step(4, FULFILLMENTS + "process");
    histories.keySet().removeAll(approved()); // of other customers, which the steps skip
    awaitStatus("PROCESSING");
    advance(5, "ship", "SHIPPED");
    advance(6, "in-transit", "IN_TRANSIT");
    advance(7, "receive", "RECEIVED");
  }

  private long step(int number, String path) {
    JsonNode answer = api().post(path);
    out.printf(
        "%d  POST %s: %s%n", number, path, Console.quoted(answer.path("message").asString("")));
    return answer.path("affected").asLong(0);
  }

  private void advance(int number, String command, String status) {
    step(number, FULFILLMENTS + command);
    awaitStatus(status);
  }

  private void awaitStatus(String status) {
    Set<String> missing = new TreeSet<>(histories.keySet());
    await(
        "orders reports every order as " + status,
        () -> {
          missing.removeIf(order -> has(order, status));
          return missing.isEmpty();
        });
  }

  private boolean has(String order, String status) {
    JsonNode found = api().get("/orders/orders/" + order);
    if (!status.equals(found.path("status").asString(""))) {
      return false;
    }
    histories.put(
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
          api()
              .get("/fulfillment/fulfillments?status=APPROVED&size=" + PAGE_SIZE + "&page=" + page);
      found
          .path("_embedded")
          .valueStream()
          .flatMap(JsonNode::valueStream)
          .forEach(fulfillment -> orders.add(fulfillment.path("id").asString("")));
      pages = found.path("page").path("totalPages").asLong(0);
    }
    return orders;
  }

  private Api api() {
    return new Api(ports.get().uri(Component.GATEWAY));
  }

  private long total(String collection) {
    return api().get(collection + "page=0&size=1").path("page").path("totalElements").asLong(-1);
  }

  private void await(String effect, Callable<Boolean> visible) {
    long begin = System.nanoTime();
    try {
      Awaitility.await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(20))
          .atMost(timeout)
          .until(visible);
    } catch (ConditionTimeoutException e) {
      throw new ServerFailure("Missing after %d s: %s.".formatted(timeout.toSeconds(), effect));
    }
    out.printf(Locale.ROOT, "   %s (after %.2f s)%n", effect, (System.nanoTime() - begin) / 1e9);
  }
}
