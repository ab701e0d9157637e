package com.storefront.launcher.environment;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.storefront.servers.Ports;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A mail server that delivers nothing: it writes each mail to a log. */
final class MailServer implements AutoCloseable {

  private final GreenMail server;
  private final Path log;
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "mail-log");
            thread.setDaemon(true);
            return thread;
          });

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
    started.writer.scheduleWithFixedDelay(started::write, 1, 1, TimeUnit.SECONDS);
    return started;
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
