package com.storefront.notifications.mailer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server that accepts all commands for which it has no other reply. */
final class ScriptedMailServer implements AutoCloseable {

  private final ServerSocket listener;
  private final Map<String, String> replies;
  private final @Nullable SSLContext tls;
  private final List<String> plainCommands = new CopyOnWriteArrayList<>();
  private final List<String> encryptedCommands = new CopyOnWriteArrayList<>();

  private ScriptedMailServer(
      ServerSocketFactory sockets, Map<String, String> replies, @Nullable SSLContext tls)
      throws IOException {
    this.listener = sockets.createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    this.replies = replies;
    this.tls = tls;
    var thread = new Thread(this::serve, "smtp");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * @param replies by command; {@code close} ends the connection, {@code silent} answers nothing
   */
  static ScriptedMailServer plain(Map<String, String> replies) throws IOException {
    return new ScriptedMailServer(ServerSocketFactory.getDefault(), replies, null);
  }

  /** A server that offers STARTTLS. */
  static ScriptedMailServer offering(SSLContext tls) throws IOException {
    return new ScriptedMailServer(ServerSocketFactory.getDefault(), Map.of(), tls);
  }

  /** A server that encrypts from the beginning. */
  static ScriptedMailServer encrypted(SSLContext tls) throws IOException {
    return new ScriptedMailServer(tls.getServerSocketFactory(), Map.of(), tls);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** The names of the commands that anyone between could read. */
  List<String> plainCommands() {
    return plainCommands;
  }

  List<String> encryptedCommands() {
    return encryptedCommands;
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        client.getOutputStream().write("220 scripted\r\n".getBytes(US_ASCII));
        serve(client);
      } catch (IOException closed) {
        // the client has disconnected, or the test is over
      }
    }
  }

  private void serve(Socket client) throws IOException {
    boolean isEncrypted = client instanceof SSLSocket;
    var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
    OutputStream out = client.getOutputStream();
    boolean isContent = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (isContent && !line.equals(".")) {
        continue;
      }
      String command = line.split(" ")[0];
      (isEncrypted ? encryptedCommands : plainCommands).add(command);
      String reply = replies.getOrDefault(command, reply(command, isEncrypted));
      isContent = reply.startsWith("354");
      if (reply.equals("close")) {
        return;
      }
      if (!reply.equals("silent")) {
        out.write((reply + "\r\n").getBytes(US_ASCII));
      }
      if (command.equals("STARTTLS") && tls != null) {
        serve(tls.getSocketFactory().createSocket(client, null, true));
        return;
      }
    }
  }

  private String reply(String command, boolean isEncrypted) {
    return switch (command) {
      case "EHLO" ->
          "250-scripted\r\n250 " + (tls == null || isEncrypted ? "AUTH PLAIN" : "STARTTLS");
      case "STARTTLS" -> "220 go";
      case "AUTH" -> "235 welcome";
      case "DATA" -> "354 go";
      default -> "250 ok";
    };
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
