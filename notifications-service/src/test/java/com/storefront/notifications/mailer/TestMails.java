package com.storefront.notifications.mailer;

import com.storefront.events.ImportCompletedEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Shipment;
import com.storefront.notifications.mail.MailDecided;
import com.storefront.notifications.mail.MailKind;
import com.storefront.notifications.order.OrderLine;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Mails as they are decided. */
final class TestMails {

  static final Instant NOW = Instant.parse("2026-11-23T06:02:03.456Z");

  private TestMails() {}

  static MailDecided digest(String customerId) {
    return digest(customerId, "Mary", "Lamp");
  }

  static MailDecided digest(String customerId, String name, String title) {
    return MailDecided.aboutOrders(
        MailDecided.digestId(customerId, "2026-W48"),
        MailKind.DIGEST,
        "2026-W48",
        customerId,
        "mary@shop.example",
        name,
        List.of(order("order-1", customerId, title)),
        3,
        NOW);
  }

  static MailDecided shipped(String guid, String customerId, String email) {
    return MailDecided.aboutOrders(
        MailDecided.idOf(MailKind.SHIPPED, guid),
        MailKind.SHIPPED,
        "2026-W48",
        customerId,
        email,
        "Mary",
        List.of(order(guid, customerId, "Lamp")),
        0,
        NOW);
  }

  static MailDecided imported(String id) {
    return MailDecided.aboutImport(
        new ImportCompletedEvent(id, 2, 5, 3, 2, 0), "2026-W48", "operator@shop.example", NOW);
  }

  private static OrderLine order(String guid, String customerId, String title) {
    return new OrderLine(
        guid,
        customerId,
        OrderStatusType.IN_TRANSIT,
        NOW,
        true,
        title,
        1,
        new BigDecimal("10.50"),
        "EUR",
        new Shipment("UPS", "1Z-4711"));
  }

  static MailSettings settings(Duration claim, MailSettings.InDoubt policy) {
    return new MailSettings(
        "shop@storefront.example",
        URI.create("https://shop.example"),
        "0123456789abcdef0123456789abcdef",
        claim,
        Duration.ofMillis(100),
        Duration.ofMillis(100),
        3,
        Map.of(MailKind.DIGEST, policy));
  }

  /** A client of a mail server on this machine, with short timeouts. */
  static JavaMailSenderImpl sender(int port) {
    var sender = new JavaMailSenderImpl();
    sender.setHost("127.0.0.1");
    sender.setPort(port);
    sender.getJavaMailProperties().put("mail.smtp.connectiontimeout", "1000");
    sender.getJavaMailProperties().put("mail.smtp.timeout", "1000");
    sender.getJavaMailProperties().put("mail.smtp.writetimeout", "1000");
    return sender;
  }
}
