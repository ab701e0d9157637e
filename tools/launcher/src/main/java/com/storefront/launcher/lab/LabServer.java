package com.storefront.launcher.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The API of the lab, on a free port of the loopback address. Only the console has its token.
 *
 * <ul>
 *   <li>{@code GET /lab} answers with faults, load and the running check.
 *   <li>{@code POST /lab/faults/NAME} with {@code {"on": true}} begins or ends a fault.
 *   <li>{@code POST /lab/load} with {@code {"perSecond": 10}} chooses the load.
 *   <li>{@code GET /lab/mails} answers with the newest mails of the local mail server.
 * </ul>
 */
public final class LabServer implements AutoCloseable {

  private static final int MAX_REQUEST_BYTES = 1024;
  private static final int TOKEN_BYTES = 32;
  private static final Pattern FAULT = Pattern.compile("/lab/faults/([a-z-]{1,40})");

  private final HttpServer server;
  private final String token;
  private final Faults faults;
  private final Load load;
  private final Supplier<? extends List<?>> mails;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private LabServer(
      HttpServer server, List<Fault> faults, Load load, Supplier<? extends List<?>> mails) {
    this.server = server;
    this.token = newToken();
    this.faults = new Faults(faults);
    this.load = load;
    this.mails = mails;
  }

  /**
   * Starts the API.
   *
   * @param gateway where the load is sent
   * @param mails the newest mails of the local mail server
   */
  public static LabServer start(
      List<Fault> faults, URI gateway, Supplier<? extends List<?>> mails) {
    try {
      var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var lab = new LabServer(http, faults, new Load(gateway), mails);
      http.createContext("/", lab::handle);
      http.setExecutor(lab.threads);
      http.start();
      return lab;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String newToken() {
    var bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The address without a path. */
  public URI uri() {
    return URI.create("http://" + host());
  }

  private String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** What a request must have as a bearer token. */
  public String token() {
    return token;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = isAllowed(exchange) ? answer(exchange) : new Answer(403, Map.of());
      byte[] body = JsonMapper.shared().writeValueAsBytes(answer.body());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Browsers never call this API: they send an origin, and another host after DNS rebinding. */
  private boolean isAllowed(HttpExchange exchange) {
    var headers = exchange.getRequestHeaders();
    String given = String.valueOf(headers.getFirst("Authorization"));
    return host().equals(headers.getFirst("Host"))
        && !headers.containsKey("Origin")
        && MessageDigest.isEqual(given.getBytes(UTF_8), ("Bearer " + token).getBytes(UTF_8));
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    return switch (request) {
      case "GET /lab" -> status();
      case "GET /lab/mails" -> new Answer(200, mails.get());
      case "POST /lab/load" -> changeLoad(body(exchange).path("perSecond").asInt(-1));
      default -> {
        Matcher fault = FAULT.matcher(exchange.getRequestURI().toString());
        yield request.startsWith("POST ") && fault.matches()
            ? changeFault(fault.group(1), body(exchange).path("on").asBoolean(false))
            : new Answer(404, Map.of("detail", "No resource at this path."));
      }
    };
  }

  private Answer status() {
    return new Answer(
        200, Map.of("faults", faults.views(), "load", load.status(faults.areActive())));
  }

  private Answer changeLoad(int perSecond) {
    if (perSecond < 0 || perSecond > Load.MAX_PER_SECOND) {
      return new Answer(
          400,
          Map.of(
              "detail",
              "perSecond must be a whole number from 0 to %d.".formatted(Load.MAX_PER_SECOND)));
    }
    load.set(perSecond);
    return status();
  }

  private Answer changeFault(String name, boolean on) {
    return faults.change(name, on).isPresent()
        ? status()
        : new Answer(404, Map.of("detail", "No fault %s.".formatted(name)));
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    try {
      return JsonMapper.shared().readTree(exchange.getRequestBody().readNBytes(MAX_REQUEST_BYTES));
    } catch (JacksonException noJson) {
      return JsonMapper.shared().createObjectNode();
    }
  }

  private record Answer(int status, Object body) {}

  /** Ends the load and all faults. */
  @Override
  public void close() {
    server.stop(0);
    load.close();
    faults.close();
    threads.shutdownNow();
  }
}
