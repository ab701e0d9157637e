package com.storefront.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Answers at the management port of every service. */
final class StandInManagement implements AutoCloseable {

  private final HttpServer server;

  /** What is answered to a request. */
  record Answer(int status, String body) {}

  /** Answers requests. */
  interface Endpoint {
    Answer answer(HttpExchange request) throws IOException;
  }

  StandInManagement(String path, Endpoint endpoint) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        path,
        exchange -> {
          Answer answer = endpoint.answer(exchange);
          byte[] body = answer.body().getBytes(UTF_8);
          exchange.sendResponseHeaders(answer.status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** All of which lead here. */
  Ports ports() {
    var ports = Ports.usual();
    for (var service : Part.SERVICES) {
      ports = ports.with(service, server.getAddress().getPort() - 1);
    }
    return ports;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
