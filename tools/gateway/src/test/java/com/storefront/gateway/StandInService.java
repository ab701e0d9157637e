package com.storefront.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A service at the level of bytes. It echoes the request; depending on the path it does not
 * respond, closes the connection, sends events one by one, or echoes one websocket frame.
 */
final class StandInService implements AutoCloseable {

  private static final String WEB_SOCKET_KEY = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455

  private final ServerSocket server;
  private final ExecutorService connections = Executors.newCachedThreadPool();
  private final CountDownLatch nextEvent = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);

  private StandInService(ServerSocket server) {
    this.server = server;
  }

  static StandInService start() {
    try {
      var service = new StandInService(new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1")));
      service.connections.execute(service::accept);
      return service;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  void sendNextEvent() {
    nextEvent.countDown();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var connection = server.accept();
        connections.execute(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      var request = head(connection.getInputStream());
      var path = request.get(0).split(" ")[1];
      var out = connection.getOutputStream();
      switch (path) {
        case "/accounts/close" -> {}
        case "/accounts/wait" -> end.await();
        case "/accounts/socket" -> echoOneFrame(request, connection);
        case "/orders/events" -> {
          send(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: first\n\n");
          nextEvent.await();
          send(out, "data: second\n\n");
        }
        default -> {
          var body = port() + " " + String.join("\n", request);
          send(
              out,
              "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: "
                  + "%d\r\n\r\n%s".formatted(body.length(), body));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> head(InputStream in) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(in), 1);
    var lines = new ArrayList<String>();
    for (var line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  private static void echoOneFrame(List<String> request, Socket connection) throws IOException {
    var key =
        request.stream()
            .filter(line -> line.toLowerCase().startsWith("sec-websocket-key: "))
            .map(line -> line.substring("sec-websocket-key: ".length()))
            .findFirst()
            .orElseThrow();
    var out = connection.getOutputStream();
    send(
        out,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: %s\r\n\r\n".formatted(accept(key)));
    var in = connection.getInputStream();
    int kind = in.read();
    int length = in.read() & 0x7f;
    var mask = in.readNBytes(4);
    var text = in.readNBytes(length);
    for (int i = 0; i < length; i++) {
      text[i] ^= mask[i % 4];
    }
    out.write(kind);
    out.write(length);
    out.write(text);
    out.flush();
    in.read();
  }

  private static String accept(String key) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder()
          .encodeToString(digest.digest((key + WEB_SOCKET_KEY).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    end.countDown();
    nextEvent.countDown();
    connections.shutdownNow();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
