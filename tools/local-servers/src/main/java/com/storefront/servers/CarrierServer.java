package com.storefront.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for the carriers: books labels, and fails on request.
 *
 * <ul>
 *   <li>{@code POST /bookings} books one label for each {@code Idempotency-Key} and answers with
 *       its tracking number: 201, or 200 if the label is booked already.
 *   <li>{@code DELETE /bookings/KEY} cancels a label: 204, or 404 if there is none.
 *   <li>{@code POST /faults/FAULT} chooses what happens to calls from now on; with {@code
 *       ?times=NUMBER} to that many calls only.
 *   <li>{@code GET /faults} answers with the fault and the numbers of labels and calls.
 * </ul>
 */
public final class CarrierServer implements AutoCloseable {

  /** How long a slow answer takes; longer than any caller waits. */
  private static final int SLOW_SECONDS = 30;

  private static final int MAX_REQUEST_BYTES = 64 * 1024;
  private static final int UNLIMITED = Integer.MAX_VALUE;

  private static final Pattern CHOICE =
      Pattern.compile("/faults/(none|fail|slow|refuse|lose)(?:\\?times=([0-9]{1,6}))?");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** The tracking number of each label, by the key of its booking. */
  private final Map<String, String> labels = new LinkedHashMap<>();

  private Fault fault = Fault.NONE;
  private int times = UNLIMITED;
  private long calls;
  private long lastNumber;

  /** What happens to a call. */
  public enum Fault {
    /** It is answered in order. */
    NONE,
    /** 503, and no label is booked. */
    FAIL,
    /** The answer comes too late, and the label is booked. */
    SLOW,
    /** 422, because the address is not served. */
    REFUSE,
    /** The label is booked, and the connection closed without an answer. */
    LOSE;

    /** The name on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private CarrierServer(HttpServer server) {
    this.server = server;
  }

  /** Starts the server on a port of the loopback address. */
  public static CarrierServer start(int port) {
    try {
      var http = HttpServer.create(new InetSocketAddress(Ports.LOOPBACK, port), 0);
      var carrier = new CarrierServer(http);
      http.createContext("/bookings", carrier::handleBooking);
      http.createContext("/faults", carrier::handleFault);
      http.setExecutor(carrier.threads);
      http.start();
      return carrier;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI uri() {
    return URI.create("http://%s:%d".formatted(Ports.LOOPBACK, server.getAddress().getPort()));
  }

  /** Chooses what happens to all calls from now on. */
  public void set(Fault fault) {
    set(fault, UNLIMITED);
  }

  /** Chooses what happens to the next calls. */
  public synchronized void set(Fault fault, int times) {
    this.fault = fault;
    this.times = times;
  }

  /** How many labels are booked and not cancelled. */
  public synchronized int labels() {
    return labels.size();
  }

  /** How many labels are booked whose key begins with this text. */
  public synchronized long labels(String prefix) {
    return labels.keySet().stream().filter(key -> key.startsWith(prefix)).count();
  }

  /** How many calls arrived. */
  public synchronized long calls() {
    return calls;
  }

  private synchronized Fault nextFault() {
    calls++;
    Fault next = times > 0 ? fault : Fault.NONE;
    times = next != Fault.NONE && times != UNLIMITED ? times - 1 : times;
    return next;
  }

  private void handleBooking(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readNBytes(MAX_REQUEST_BYTES);
      switch (nextFault()) {
        case NONE -> send(exchange, apply(exchange));
        case FAIL -> send(exchange, new Answer(503, "{}"));
        case REFUSE -> send(exchange, new Answer(422, "{\"code\":\"address-not-served\"}"));
        case SLOW -> {
          Answer answer = apply(exchange);
          if (!closed.await(SLOW_SECONDS, TimeUnit.SECONDS)) {
            send(exchange, answer);
          }
        }
        case LOSE -> apply(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Answer apply(HttpExchange exchange) {
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    String path = exchange.getRequestURI().getPath();
    return switch (exchange.getRequestMethod()) {
      case "POST" -> key == null ? new Answer(400, "{\"code\":\"no-key\"}") : book(key);
      case "DELETE" ->
          new Answer(labels.remove(path.replaceFirst("^/bookings/", "")) == null ? 404 : 204, "");
      default -> new Answer(405, "{}");
    };
  }

  private Answer book(String key) {
    boolean isNew = !labels.containsKey(key);
    if (isNew) {
      lastNumber++;
    }
    String number =
        labels.computeIfAbsent(key, it -> String.format(Locale.ROOT, "SF%09d", lastNumber));
    return new Answer(isNew ? 201 : 200, "{\"trackingNumber\":\"%s\"}".formatted(number));
  }

  private void handleFault(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(
          exchange,
          exchange.getRequestMethod().equals("POST") && !choose(exchange.getRequestURI())
              ? new Answer(400, "{\"faults\":\"%s\"}".formatted(Arrays.toString(Fault.values())))
              : status());
    }
  }

  private boolean choose(URI uri) {
    Matcher chosen = CHOICE.matcher(uri.toString());
    if (!chosen.matches()) {
      return false;
    }
    String number = chosen.group(2);
    set(
        Fault.valueOf(chosen.group(1).toUpperCase(Locale.ROOT)),
        number == null ? UNLIMITED : Integer.parseInt(number));
    return true;
  }

  private synchronized Answer status() {
    String left = times == UNLIMITED || times == 0 ? "null" : Integer.toString(times);
    return new Answer(
        200,
        "{\"fault\":\"%s\",\"times\":%s,\"labels\":%d,\"calls\":%d}"
            .formatted(times == 0 ? Fault.NONE : fault, left, labels.size(), calls));
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private record Answer(int status, String body) {}

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
