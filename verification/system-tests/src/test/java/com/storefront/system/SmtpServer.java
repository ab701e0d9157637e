package com.storefront.system;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.storefront.servers.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A mail server that accepts every mail and keeps none (RFC 5321). */
final class SmtpServer implements AutoCloseable {

  private final int port;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

  private volatile boolean losesReplies;
  private ServerSocket listener;

  private SmtpServer(int port) {
    this.port = port;
    restart();
  }

  static SmtpServer start() {
    return new SmtpServer(Ports.free());
  }

  int port() {
    return port;
  }

  /** Whether it closes the connection instead of saying that it has accepted a mail. */
  void loseReplies(boolean losesReplies) {
    this.losesReplies = losesReplies;
  }

  void restart() {
    try {
      listener = new ServerSocket(port, 16, InetAddress.getByName(Ports.LOOPBACK));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ServerSocket started = listener;
    inBackground(() -> accept(started));
  }

  private void accept(ServerSocket started) {
    try {
      while (true) {
        Socket client = started.accept();
        clients.add(client);
        inBackground(() -> serve(client));
      }
    } catch (IOException closed) {
      // It was stopped.
    }
  }

  private void serve(Socket client) {
    try (client;
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
        var out = client.getOutputStream()) {
      reply(out, "220 ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String command = line.toUpperCase(Locale.ROOT);
        if (command.startsWith("DATA")) {
          reply(out, "354 end with a dot");
          while (!".".equals(line)) {
            line = in.readLine();
          }
          if (losesReplies) {
            return;
          }
        }
        reply(out, command.startsWith("QUIT") ? "221 closing" : "250 ok");
      }
    } catch (IOException disconnected) {
      // The client connects again.
    } finally {
      clients.remove(client);
    }
  }

  private static void reply(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(US_ASCII));
    out.flush();
  }

  private static void inBackground(Runnable task) {
    var thread = new Thread(task, "smtp");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends all connections and refuses new ones. */
  @Override
  public void close() {
    try {
      listener.close();
      for (Socket client : clients) {
        client.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
