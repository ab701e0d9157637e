package com.storefront.notifications.mailer;

import static org.assertj.core.api.Assertions.assertThat;

import com.storefront.notifications.mailer.MailServer.Outcome;
import com.storefront.notifications.mailer.MailSettings.InDoubt;
import java.net.ServerSocket;
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
    "RCPT, '550-5.1.1 no\r\n550 5.1.1 such user', REFUSED",
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
    try (var scripted = ScriptedMailServer.plain(Map.of(command, reply))) {
      var server = new MailServer(TestMails.sender(scripted.port()));
      var letters = new Letters(settings());
      assertThat(server.connect()).isTrue();

      var answer = server.send(letters.compose(TestMails.digest("c"), server.session()));

      assertThat(answer.outcome()).as(answer.text()).isEqualTo(outcome);
      if (outcome == Outcome.DEFERRED || outcome == Outcome.REFUSED) {
        assertThat(answer.text()).isEqualTo(reply.replace("\r\n", " "));
      }
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
}
