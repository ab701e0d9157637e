package com.storefront.notifications.mailer;

import static com.storefront.events.order.OrderStatusType.RECEIVED;
import static com.storefront.events.order.OrderStatusType.SHIPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.ImportCompletedEvent;
import com.storefront.events.Topics;
import com.storefront.events.order.OrderStatusType;
import com.storefront.notifications.LocalMail;
import com.storefront.notifications.TestEvents;
import com.storefront.notifications.mail.MailDecided;
import com.storefront.notifications.mail.MailState;
import com.storefront.notifications.mail.MailState.Status;
import com.storefront.notifications.stream.Json;
import com.storefront.test.KafkaTestClient;
import com.storefront.test.RealServers;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;

/** Mails from the events that cause them to the mailbox. */
@RealServers
@Import(LocalMail.class)
class MailTests {

  @Test
  void mailsThatAnOrderWasShippedAndReceived() throws Exception {
    publishOrder("mail-1", "zoe");
    publishStatus("mail-1", 2, SHIPPED);
    MimeMessage shipped = awaitMail("zoe", "Your order was shipped");
    publishStatus("mail-1", 4, RECEIVED);
    awaitMail("zoe", "Your order was received");

    var parts = (MimeMultipart) shipped.getContent();
    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getBodyPart(0).getContent().toString())
        .contains("tracking number 1Z-mail-1")
        .contains("Lamp of mail-1");
    assertThat(parts.getBodyPart(1).getContent().toString()).contains("tracking number 1Z-mail-1");
    await().untilAsserted(() -> assertThat(status("received~mail-1")).isEqualTo(Status.SENT));
    assertThat(mailsTo("zoe")).hasSize(2);
  }

  @Test
  void mailsAnOperatorOnceThatAnImportWasCompleted() throws Exception {
    String first = "6b01064db29f8f4e06d5b478";
    String second = "6b01064db29f8f4e06d5b479";
    KafkaTestClient.publish(
        Topics.IMPORT_COMPLETED, first, 3, new ImportCompletedEvent(first, 3, 5, 4, 1, 0));
    KafkaTestClient.publish(
        Topics.IMPORT_COMPLETED, first, 3, new ImportCompletedEvent(first, 3, 5, 4, 1, 0));
    KafkaTestClient.publish(
        Topics.IMPORT_COMPLETED, second, 2, new ImportCompletedEvent(second, 2, 1, 1, 0, 0));

    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                status("imported~" + first) == Status.SENT
                    && status("imported~" + second) == Status.SENT);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> KafkaTestClient.records(MailDecided.TOPIC, first).size() == 2);
    publish(TestMails.shipped("mail-7", first, "next@shop.example")); // same partition
    await().atMost(Duration.ofMinutes(1)).until(() -> status("shipped~mail-7") == Status.SENT);
    assertThat(KafkaTestClient.records(MailState.TOPIC, "imported~" + first)).hasSize(2);
    assertThat(LocalMail.to(LocalMail.OPERATOR))
        .hasSize(2)
        .allMatch(message -> "An import was completed".equals(subject(message)));
  }

  @Test
  void waitsWhileTheMailServerIsAwayWithoutDoubt() throws Exception {
    publishOrder("mail-2", "max");
    LocalMail.stop();
    publishStatus("mail-2", 2, SHIPPED);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !KafkaTestClient.records(MailDecided.TOPIC, "max").isEmpty());
    assertThat(KafkaTestClient.records(MailState.TOPIC, "shipped~mail-2")).isEmpty();

    LocalMail.start();

    awaitMail("max", "Your order was shipped");
    await().untilAsserted(() -> assertThat(status("shipped~mail-2")).isEqualTo(Status.SENT));
    assertThat(KafkaTestClient.records(MailState.TOPIC, "shipped~mail-2")).hasSize(2);
  }

  @Test
  void refusesABadAddressAndMailsTheOthers() throws Exception {
    publish(TestMails.shipped("mail-3", "bad", "no address"));
    publish(TestMails.shipped("mail-4", "good", "good@shop.example"));

    awaitMail("good", "Your order was shipped");
    await().untilAsserted(() -> assertThat(status("shipped~mail-3")).isEqualTo(Status.REFUSED));
  }

  @Test
  void sendsAnUnreadableDecisionToTheDeadLetters() {
    KafkaTestClient.send(
        MailDecided.TOPIC, "unreadable", 1, "e", MailDecided.class, new byte[] {'{'});

    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> KafkaTestClient.records(MailDecided.TOPIC + "-dlt", "unreadable").size() == 1);
  }

  @Test
  void mailsADecisionThatIsRepeatedOnce() throws Exception {
    publish(TestMails.shipped("mail-5", "twice", "twice@shop.example"));
    publish(TestMails.shipped("mail-5", "twice", "twice@shop.example"));
    publish(TestMails.shipped("mail-6", "twice", "twice@shop.example"));

    await().atMost(Duration.ofMinutes(1)).until(() -> status("shipped~mail-6") == Status.SENT);
    assertThat(mailsTo("twice")).hasSize(2);
  }

  private static void publishOrder(String guid, String customer) {
    KafkaTestClient.publish(
        Topics.CUSTOMER_CHANGE,
        customer,
        1,
        TestEvents.customer(customer, 1, customer + "@shop.example", null));
    KafkaTestClient.publish(
        Topics.FULFILLMENT_REQUEST, guid, 2, TestEvents.request(guid, customer, Instant.now()));
  }

  private static void publishStatus(String guid, long sequence, OrderStatusType status) {
    KafkaTestClient.publish(
        Topics.ORDER_STATUS_CHANGE,
        guid,
        sequence,
        TestEvents.status(guid, sequence, status, Instant.now()));
  }

  private static void publish(MailDecided decided) {
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> KafkaTestClient.records(MailState.TOPIC) != null);
    KafkaTestClient.publish(MailDecided.TOPIC, decided.customerId(), 1, decided);
  }

  private static MimeMessage awaitMail(String customer, String subject) throws Exception {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> mailsTo(customer).stream().anyMatch(message -> subject.equals(subject(message))));
    return mailsTo(customer).stream()
        .filter(message -> subject.equals(subject(message)))
        .findFirst()
        .orElseThrow();
  }

  private static String subject(MimeMessage message) {
    try {
      return message.getSubject();
    } catch (MessagingException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static List<MimeMessage> mailsTo(String customer) {
    return LocalMail.to(customer + "@shop.example");
  }

  private static Status status(String id) {
    var records = KafkaTestClient.records(MailState.TOPIC, id);
    return records.isEmpty()
        ? null
        : Json.serde(MailState.class)
            .deserializer()
            .deserialize("", records.get(records.size() - 1).value())
            .status();
  }
}
