package com.storefront.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Receives the traces that services export in the OpenTelemetry protocol. */
final class TraceCollector implements AutoCloseable {

  private final List<String> exports = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  TraceCollector() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/v1/traces",
        exchange -> {
          exports.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  /** The environment variables of a service that exports to this collector. */
  Map<String, String> settings() {
    return Map.of(
        "MANAGEMENT_TRACING_EXPORT_OTLP_ENABLED",
        "true",
        "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT",
        "http://127.0.0.1:%d/v1/traces".formatted(server.getAddress().getPort()));
  }

  /** The exports so far, in Protobuf; each byte is a character. */
  List<String> exports() {
    return List.copyOf(exports);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
