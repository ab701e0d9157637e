package com.storefront.notifications;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.storefront.events.Topics;
import com.storefront.servers.Ports;
import com.storefront.test.KafkaTestClient;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** One mail server for all tests of a JVM, whose services share the partitions of the mailer. */
@TestConfiguration(proxyBeanMethods = false)
public class LocalMail {

  /** To whom completed imports are mailed. */
  public static final String OPERATOR = "operator@shop.example";

  private static final int PORT = Ports.free();
  private static GreenMail server = started();

  private static GreenMail started() {
    var started = new GreenMail(new ServerSetup(PORT, "127.0.0.1", "smtp"));
    started.start();
    return started;
  }

  /** Stops the server; its mails are lost. */
  public static void stop() {
    server.stop();
  }

  public static void start() {
    server = started();
  }

  /** The mails to an address, in the order of their arrival. */
  public static List<MimeMessage> to(String address) {
    return Arrays.stream(server.getReceivedMessages())
        .filter(message -> address.equals(recipient(message)))
        .toList();
  }

  private static String recipient(MimeMessage message) {
    try {
      return message.getRecipients(Message.RecipientType.TO)[0].toString();
    } catch (MessagingException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  @Bean
  DynamicPropertyRegistrar mailAddress() {
    KafkaTestClient.create(Topics.IMPORT_COMPLETED); // the stream waits for all of its topics
    return properties -> {
      properties.add("spring.mail.port", () -> PORT);
      properties.add("storefront.notifications.import-recipient", () -> OPERATOR);
    };
  }
}
