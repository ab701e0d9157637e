package com.storefront.system;

import com.icegreen.greenmail.user.MessageDeliveryHandler;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.storefront.servers.Ports;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A mail server that can be away, and whose replies can be lost. */
final class SmtpServer implements AutoCloseable {

  /** Longer than a sender waits. */
  private static final int LOST_REPLY_SECONDS = 2;

  private final GreenMail server =
      new GreenMail(new ServerSetup(Ports.free(), Ports.LOOPBACK, ServerSetup.PROTOCOL_SMTP));

  private volatile boolean losesReplies;

  private SmtpServer() {
    restart();
  }

  static SmtpServer start() {
    return new SmtpServer();
  }

  int port() {
    return server.getSmtp().getPort();
  }

  /**
   * Environment variables of a service that sends here, waits half a second and then holds a mail.
   */
  Map<String, String> settings() {
    String smtp = "SPRING_MAIL_PROPERTIES_MAIL_SMTP_";
    return Map.of(
        "SPRING_MAIL_PORT",
        Integer.toString(port()),
        smtp + "CONNECTIONTIMEOUT",
        "500",
        smtp + "TIMEOUT",
        "500",
        smtp + "WRITETIMEOUT",
        "500",
        "STOREFRONT_MAIL_INDOUBT_SHIPPED",
        "HOLD",
        "STOREFRONT_MAIL_CLAIM",
        "4s");
  }

  /** The ids of the mails that were accepted for a domain, in the order of their arrival. */
  List<String> messageIds(String domain) {
    return Stream.of(server.getReceivedMessagesForDomain(domain)).map(SmtpServer::id).toList();
  }

  private static String id(MimeMessage mail) {
    try {
      return mail.getMessageID();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether senders give up before they hear that a mail is accepted. */
  void loseReplies(boolean losesReplies) {
    this.losesReplies = losesReplies;
  }

  /** A restarted server has new users. */
  void restart() {
    server.start();
    UserManager users = server.getUserManager();
    MessageDeliveryHandler delivery = users.getMessageDeliveryHandler();
    users.setMessageDeliveryHandler(
        (message, address) -> {
          if (losesReplies) {
            sleep();
          }
          return delivery.handle(message, address);
        });
  }

  private static void sleep() {
    try {
      TimeUnit.SECONDS.sleep(LOST_REPLY_SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends all connections and refuses new ones. */
  @Override
  public void close() {
    server.stop();
  }
}
