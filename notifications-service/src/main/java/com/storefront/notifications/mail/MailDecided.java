package com.storefront.notifications.mail;

import com.storefront.events.ImportCompletedEvent;
import com.storefront.notifications.order.OrderLine;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A mail that is to be sent. Written to {@link #TOPIC} in the Kafka transaction that also stores
 * that it was decided: exactly once for readers of committed records.
 *
 * @param id of the mail; a second decision with the same id is not mailed
 * @param week in which it was decided, as 2026-W48
 * @param customerId null if the mail is about an import
 * @param name the first name of the customer, or the last name; can be empty
 * @param orders at most {@value #MAX_ORDERS}
 * @param others how many further open orders there are
 * @param imported the import that the mail is about; null if it is about orders
 * @param decidedAt the date of the mail
 */
public record MailDecided(
    String id,
    MailKind kind,
    String week,
    @Nullable String customerId,
    String email,
    String name,
    List<OrderLine> orders,
    int others,
    @Nullable ImportCompletedEvent imported,
    Instant decidedAt) {

  /**
   * Keyed by customer, or by import. Has personal data, so its records are deleted after eight
   * days.
   */
  public static final String TOPIC = "notifications.decided";

  public static final int MAX_ORDERS = 20;

  public MailDecided {
    orders = List.copyOf(orders);
  }

  /**
   * @param week as 2026-W48
   */
  public static String digestId(String customerId, String week) {
    return MailKind.DIGEST.lowerCase() + "~" + week + "~" + customerId;
  }

  /**
   * @param subject the order or the import
   */
  public static String idOf(MailKind kind, String subject) {
    return kind.lowerCase() + "~" + subject;
  }

  /** A mail about open orders of a customer. */
  public static MailDecided aboutOrders(
      String id,
      MailKind kind,
      String week,
      String customerId,
      String email,
      String name,
      List<OrderLine> orders,
      int others,
      Instant decidedAt) {
    return new MailDecided(
        id, kind, week, customerId, email, name, orders, others, null, decidedAt);
  }

  /**
   * A mail about an import. Equal events give equal mails.
   *
   * @param completedAt the date of the mail
   */
  public static MailDecided aboutImport(
      ImportCompletedEvent imported, String week, String email, Instant completedAt) {
    return new MailDecided(
        idOf(MailKind.IMPORTED, imported.id()),
        MailKind.IMPORTED,
        week,
        null,
        email,
        "",
        List.of(),
        0,
        imported,
        completedAt);
  }

  /** The key of its record. */
  public String key() {
    return imported == null ? Objects.requireNonNull(customerId) : imported.id();
  }

  /** The headers of its record. */
  public Headers headers() {
    return MailTopics.headers("MailDecided", id, key(), 1, decidedAt);
  }
}
