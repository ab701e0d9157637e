package com.storefront.notifications.mailer;

import com.storefront.messaging.KafkaCluster;
import com.storefront.messaging.Polling;
import com.storefront.messaging.TopicProvisioner;
import com.storefront.messaging.consumer.deadletter.DeadLetter;
import com.storefront.notifications.mail.MailDecided;
import com.storefront.notifications.mail.MailTopics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** Runs a {@link Mailer} on a thread of its own, and replaces it when it failed. */
@Component
class MailerLifecycle implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(MailerLifecycle.class);
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  private static final List<String> TIMEOUTS =
      List.of("mail.smtp.connectiontimeout", "mail.smtp.timeout", "mail.smtp.writetimeout");

  private final MailerClients clients;
  private final KafkaCluster kafka;
  private final TopicProvisioner topics;
  private final Mailbox.Parts parts;

  private volatile boolean running;
  private volatile Thread thread = new Thread();

  MailerLifecycle(
      MailerClients clients,
      KafkaCluster kafka,
      TopicProvisioner topics,
      MailServer server,
      Letters letters,
      MailSettings settings,
      MailMetrics metrics,
      Clock clock,
      JavaMailSenderImpl sender) {
    this.clients = clients;
    this.kafka = kafka;
    this.topics = topics;
    Duration sendTimeout = sendTimeout(sender);
    if (settings.claim().compareTo(sendTimeout) <= 0) {
      throw new IllegalArgumentException(
          "storefront.mail.claim must be longer than the timeouts of the mail server, %s"
              .formatted(sendTimeout));
    }
    this.parts =
        new Mailbox.Parts(server, letters, settings, metrics, clock, sendTimeout, clients.group());
  }

  /** For the commands MAIL, RCPT and DATA, the content and its reply. */
  private static Duration sendTimeout(JavaMailSenderImpl sender) {
    long millis = 0;
    for (String name : TIMEOUTS) {
      String value = sender.getJavaMailProperties().getProperty(name);
      if (value == null) {
        throw new IllegalArgumentException(
            "spring.mail.properties.%s must be set: the default is without end".formatted(name));
      }
      millis += Long.parseLong(value) * (name.equals(TIMEOUTS.get(1)) ? 4 : 1);
    }
    return Duration.ofMillis(millis);
  }

  private void run() {
    topics.await(List.of(MailDecided.TOPIC), () -> !running);
    while (running) {
      try {
        int partitions = kafka.offsets(MailDecided.TOPIC).size();
        topics.declare(
            List.of(
                MailTopics.states(topics, partitions),
                topics.deadLetterTopic(MailDecided.TOPIC + DeadLetter.TOPIC_SUFFIX)),
            () -> !running);
        mail();
      } catch (RuntimeException failure) {
        if (running) {
          log.warn("The mailer is replaced after a failure: {}", failure.toString());
          log.debug("The failure", failure);
        }
      }
      Polling.await(RETRY_INTERVAL, () -> !running);
    }
  }

  private void mail() {
    try (var mailer = new Mailer(clients, kafka, parts)) {
      while (running) {
        if (!mailer.step()) {
          Polling.await(RETRY_INTERVAL, () -> !running);
        }
      }
    }
  }

  /** Whether the thread of the mailer has ended though it was not stopped. */
  boolean hasFailed() {
    return running && thread.getState() == Thread.State.TERMINATED;
  }

  @Override
  public void start() {
    running = true;
    thread = new Thread(this::run, "mailer");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void stop() {
    running = false;
    try {
      thread.join(STOP_TIMEOUT.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
