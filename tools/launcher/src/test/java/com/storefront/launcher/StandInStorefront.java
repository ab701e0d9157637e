package com.storefront.launcher;

import com.storefront.launcher.environment.Component;
import com.storefront.launcher.environment.ComponentPorts;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of the three services that the sample journey uses: three customers, one order of each
 * for each run, and events between the services that can be late or lost.
 */
final class StandInStorefront implements AutoCloseable {

  private static final List<String> STATUSES =
      List.of("CREATED", "APPROVED", "PROCESSING", "SHIPPED", "IN_TRANSIT", "RECEIVED");
  private static final Map<String, String> COMMANDS =
      Map.of(
          "/orders/customers/sample/fulfill", "APPROVED",
          "/fulfillment/fulfillments/sample/process", "PROCESSING",
          "/fulfillment/fulfillments/sample/ship", "SHIPPED",
          "/fulfillment/fulfillments/sample/in-transit", "IN_TRANSIT",
          "/fulfillment/fulfillments/sample/receive", "RECEIVED");

  private static final String OTHER = "other";

  private record Order(String status, String before, Instant since) {}

  private final HttpServer server;
  private final Map<String, Order> orders = new LinkedHashMap<>();
  private Instant customersSince = Instant.MAX;
  private Duration delay = Duration.ZERO;
  private String lastStatus = "RECEIVED";
  private boolean approvesNothing;
  private @Nullable String failing;

  StandInStorefront() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** With this server as the gateway. */
  ComponentPorts ports() {
    return new ComponentPorts(Map.of(Component.GATEWAY, server.getAddress().getPort()));
  }

  void delay(Duration delay) {
    this.delay = delay;
  }

  void loseEventsAfter(String status) {
    lastStatus = status;
  }

  void failAt(String path) {
    failing = path;
  }

  void approveNothing() {
    approvesNothing = true;
  }

  /** Adds an approved order that no step changes. */
  void approveOrderOfOtherCustomer() {
    orders.put(OTHER, new Order("APPROVED", "CREATED", Instant.now()));
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    int status = path.equals(failing) ? 503 : 200;
    var body =
        (exchange.getRequestMethod().equals("POST") ? step(path) : read(path))
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String step(String path) {
    int affected =
        switch (path) {
          case "/accounts/customers/sample" -> {
            customersSince = Instant.now();
            yield 3;
          }
          case "/orders/customers/sample/orders" -> place();
          default -> approvesNothing ? 0 : advance(COMMANDS.get(path));
        };
    return """
        {"step": "%s", "affected": %d, "skipped": 0, "message": "done"}"""
        .formatted(path, affected);
  }

  private int place() {
    int count = orders.size();
    for (int i = count; i < count + 3; i++) {
      orders.put("order-" + i, new Order("CREATED", "CREATED", Instant.now()));
    }
    return 3;
  }

  private int advance(String status) {
    var before = STATUSES.get(STATUSES.indexOf(status) - 1);
    int moved = 0;
    for (var order : orders.entrySet()) {
      if (order.getValue().status().equals(before) && !order.getKey().equals(OTHER)) {
        order.setValue(new Order(status, before, Instant.now()));
        moved++;
      }
    }
    return moved;
  }

  private String read(String path) {
    return switch (path) {
      case "/accounts/customers" -> page(List.of("a", "b", "c"));
      case "/orders/customers" ->
          page(isVisible(customersSince) ? List.of("a", "b", "c") : List.of());
      case "/fulfillment/fulfillments" ->
          page(
              orders.entrySet().stream()
                  .filter(order -> order.getValue().status().equals("APPROVED"))
                  .filter(order -> isVisible(order.getValue().since()))
                  .map(Map.Entry::getKey)
                  .toList());
      default -> order(orders.get(path.substring("/orders/orders/".length())));
    };
  }

  private boolean isVisible(Instant change) {
    return change.isBefore(Instant.now().minus(delay));
  }

  /** The order as orders reports it: without the events that are late or lost. */
  private String order(Order order) {
    var status = isVisible(order.since()) ? order.status() : order.before();
    int last = Math.min(STATUSES.indexOf(status), STATUSES.indexOf(lastStatus));
    var history = new ArrayList<>(STATUSES.subList(0, last + 1));
    return """
        {"status": "%s", "orderStatusEvents": [%s]}"""
        .formatted(
            STATUSES.get(last),
            history.stream()
                .map("{\"orderStatusType\": \"%s\"}"::formatted)
                .collect(Collectors.joining(", ")));
  }

  private static String page(List<String> ids) {
    return """
        {"_embedded": {"things": [%s]}, "page": {"totalElements": %d, "totalPages": 1}}"""
        .formatted(
            ids.stream().map("{\"id\": \"%s\"}"::formatted).collect(Collectors.joining(", ")),
            ids.size());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
