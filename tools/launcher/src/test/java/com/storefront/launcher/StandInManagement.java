package com.storefront.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.storefront.launcher.environment.Component;
import com.storefront.launcher.environment.ComponentPorts;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.stream.Collectors;

/** Answers in place of the management port of every service. */
final class StandInManagement implements AutoCloseable {

  private final HttpServer server;

  record Answer(int status, String body) {}

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
          exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** With this server as the management port of every service. */
  ComponentPorts ports() {
    int port = server.getAddress().getPort() - 1;
    return new ComponentPorts(
        Component.SERVICES.stream().collect(Collectors.toMap(each -> each, each -> port)));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
