package com.storefront.system;

import com.icegreen.greenmail.user.MessageDeliveryHandler;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.storefront.servers.Ports;
import java.util.concurrent.TimeUnit;

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
