package com.storefront.notifications.mailer;

import com.storefront.messaging.Printable;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** One connection to the mail server, which is kept between mails. Not safe for threads. */
@Component
class MailServer {

  private static final Logger log = LoggerFactory.getLogger(MailServer.class);
  private static final int FIRST_TRANSIENT = 400;
  private static final int FIRST_PERMANENT = 500;

  private final JavaMailSenderImpl sender;

  private @Nullable Transport transport;
  private boolean reported;

  MailServer(JavaMailSenderImpl sender) {
    this.sender = sender;
  }

  enum Outcome {
    ACCEPTED,
    DEFERRED,
    REFUSED,
    UNKNOWN
  }

  /**
   * What the mail server did with a mail.
   *
   * @param text its reply, or why there is none; without addresses
   */
  record Reply(Outcome outcome, String text) {

    private static final Pattern ADDRESS = Pattern.compile("\\S*@\\S*");

    static Reply of(Outcome outcome, @Nullable String text) {
      return new Reply(outcome, line(text == null ? "" : ADDRESS.matcher(text).replaceAll("…")));
    }
  }

  Session session() {
    return sender.getSession();
  }

  /** Connects unless there is a connection that works; false if the server is unreachable. */
  boolean connect() {
    try {
      if (transport != null && transport.isConnected()) {
        return true;
      }
      transport = sender.getSession().getTransport("smtp");
      String user = StringUtils.hasText(sender.getUsername()) ? sender.getUsername() : null;
      transport.connect(sender.getHost(), sender.getPort(), user, sender.getPassword());
      reported = false;
      return true;
    } catch (MessagingException unreachable) {
      if (!reported) {
        log.warn("The mail server is unreachable, mails wait: {}", line(unreachable.toString()));
        reported = true;
      }
      return false;
    }
  }

  /** Sends a mail over the connection. */
  Reply send(MimeMessage message) {
    Transport connected = Objects.requireNonNull(transport);
    try {
      connected.sendMessage(message, message.getAllRecipients());
      return Reply.of(Outcome.ACCEPTED, ((SMTPTransport) connected).getLastServerResponse());
    } catch (MessagingException failure) {
      disconnect();
      return reply(failure);
    }
  }

  /** The server's reply is in one of the causes. Without one it is unknown what it did. */
  private static Reply reply(MessagingException failure) {
    int code = 0;
    String text = failure.getMessage();
    for (Exception cause = failure; cause instanceof MessagingException; cause = next(cause)) {
      if (code(cause) > code) {
        code = code(cause);
        text = cause.getMessage();
      }
    }
    if (code < FIRST_TRANSIENT) {
      return Reply.of(Outcome.UNKNOWN, failure.getMessage());
    }
    return Reply.of(code < FIRST_PERMANENT ? Outcome.DEFERRED : Outcome.REFUSED, text);
  }

  private static String line(String text) {
    return Printable.of(text.strip().replaceAll("\\s*\\R\\s*", " "));
  }

  private static @Nullable Exception next(Exception failure) {
    return ((MessagingException) failure).getNextException();
  }

  private static int code(Exception failure) {
    if (failure instanceof SMTPSendFailedException refused) {
      return refused.getReturnCode();
    }
    if (failure instanceof SMTPAddressFailedException refused) {
      return refused.getReturnCode();
    }
    return failure instanceof SMTPSenderFailedException refused ? refused.getReturnCode() : 0;
  }

  void disconnect() {
    if (transport != null) {
      try {
        transport.close();
      } catch (MessagingException broken) {
        log.debug("The connection is broken", broken);
      }
      transport = null;
    }
  }
}
