package com.storefront.launcher.environment;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.MessageDeliveryHandler;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.storefront.servers.Ports;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A mail server that delivers nothing: it writes each mail to a log. */
final class MailServer implements AutoCloseable {

  private static final int MAX_NEWEST = 20;
  private static final int MAX_TEXT = 5_000;

  /** Longer than a sender waits. */
  private static final int SILENCE_SECONDS = 15;

  private final GreenMail server;
  private final Path log;
  private final Deque<Mail> newest = new ArrayDeque<>();
  private volatile boolean isSilent;
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "mail-log");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * A mail that arrived.
   *
   * @param to the addresses
   * @param text of a mail in two forms the first one
   */
  record Mail(String to, String subject, String messageId, String text) {

    private static Mail of(MimeMessage message) throws MessagingException, IOException {
      Part part = message;
      while (part.getContent() instanceof Multipart parts && parts.getCount() > 0) {
        part = parts.getBodyPart(0);
      }
      String text = String.valueOf(part.getContent());
      return new Mail(
          InternetAddress.toString(message.getAllRecipients()),
          String.valueOf(message.getSubject()),
          String.valueOf(message.getMessageID()),
          text.substring(0, Math.min(text.length(), MAX_TEXT)));
    }
  }

  private MailServer(GreenMail server, Path log) {
    this.server = server;
    this.log = log;
  }

  /**
   * @param log appended to
   */
  static MailServer start(int port, Path log) {
    var server = new GreenMail(new ServerSetup(port, Ports.LOOPBACK, ServerSetup.PROTOCOL_SMTP));
    server.start();
    var started = new MailServer(server, log);
    MessageDeliveryHandler delivery = server.getUserManager().getMessageDeliveryHandler();
    server
        .getUserManager()
        .setMessageDeliveryHandler(
            (message, address) -> {
              started.answerLate();
              return delivery.handle(message, address);
            });
    started.writer.scheduleWithFixedDelay(started::write, 1, 1, TimeUnit.SECONDS);
    return started;
  }

  /** Whether mails are answered. Without an answer they are taken, and their senders give up. */
  void answer(boolean inTime) {
    isSilent = !inTime;
  }

  private void answerLate() {
    if (isSilent) {
      try {
        TimeUnit.SECONDS.sleep(SILENCE_SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The last mails that arrived, the newest first. */
  List<Mail> newest() {
    synchronized (newest) {
      return List.copyOf(newest);
    }
  }

  private void remember(MimeMessage message) throws MessagingException, IOException {
    synchronized (newest) {
      newest.addFirst(Mail.of(message));
      while (newest.size() > MAX_NEWEST) {
        newest.removeLast();
      }
    }
  }

  /** Moves the mails from memory to the log. One that arrives meanwhile may be missing there. */
  private void write() {
    MimeMessage[] received = server.getReceivedMessages();
    if (received.length == 0) {
      return;
    }
    try (OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
      for (MimeMessage message : received) {
        remember(message);
        message.writeTo(out);
        out.write('\n');
      }
      server.purgeEmailFromAllMailboxes();
    } catch (IOException | MessagingException | FolderException | RuntimeException failure) {
      System.out.printf("Mails are not written to %s: %s%n", log, failure.getMessage());
    }
  }

  @Override
  public void close() {
    writer.shutdownNow();
    server.stop();
  }
}
