package com.storefront.notifications.mailer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.notifications.mailer.MailServer.Outcome;
import com.storefront.notifications.mailer.MailSettings.InDoubt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the replies of a mail server mean. */
class MailServerTests {

  /**
   * How the server answers a command; {@code close} ends the connection, and {@code silent} answers
   * nothing.
   */
  @ParameterizedTest
  @CsvSource({
    "NOOP, 250 fine, ACCEPTED",
    "MAIL, 451 try later, DEFERRED",
    "MAIL, 550 no, REFUSED",
    "RCPT, 450 mailbox busy, DEFERRED",
    "RCPT, 550 no such user, REFUSED",
    "DATA, 451 try later, DEFERRED",
    "DATA, 554 no, REFUSED",
    "., 421 closing, DEFERRED",
    "., 452 full, DEFERRED",
    "., 554 spam, REFUSED",
    "., close, UNKNOWN",
    "., silent, UNKNOWN",
    "RCPT, close, UNKNOWN"
  })
  void knowsWhatBecameOfAMail(String command, String reply, Outcome outcome) throws Exception {
    try (var scripted = new ScriptedServer(Map.of(command, reply))) {
      var server = new MailServer(TestMails.sender(scripted.port()));
      var letters = new Letters(settings());
      assertThat(server.connect()).isTrue();

      var answer = server.send(letters.compose(TestMails.digest("c"), server.session()));

      assertThat(answer.outcome()).as(answer.text()).isEqualTo(outcome);
    }
  }

  @Test
  void reportsThatItIsUnreachable() throws Exception {
    int port;
    try (var closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }

    assertThat(new MailServer(TestMails.sender(port)).connect()).isFalse();
  }

  private static MailSettings settings() {
    return TestMails.settings(Duration.ofMinutes(1), InDoubt.RESEND);
  }

  /** A mail server that accepts all but one command. */
  private static final class ScriptedServer implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final Map<String, String> replies;

    ScriptedServer(Map<String, String> replies) throws IOException {
      this.replies = replies;
      var thread = new Thread(this::serve, "smtp");
      thread.setDaemon(true);
      thread.start();
    }

    int port() {
      return listener.getLocalPort();
    }

    private void serve() {
      while (!listener.isClosed()) {
        try (Socket client = listener.accept()) {
          serve(client);
        } catch (IOException closed) {
          // the client has disconnected, or the test is over
        }
      }
    }

    private void serve(Socket client) throws IOException {
      var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
      OutputStream out = client.getOutputStream();
      out.write("220 scripted\r\n".getBytes(US_ASCII));
      boolean isContent = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (isContent && !line.equals(".")) {
          continue;
        }
        String command = line.split(" ")[0];
        String reply = replies.getOrDefault(command, command.equals("DATA") ? "354 go" : "250 ok");
        isContent = reply.startsWith("354");
        if (reply.equals("close")) {
          return;
        }
        if (!reply.equals("silent")) {
          out.write((reply + "\r\n").getBytes(US_ASCII));
        }
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
