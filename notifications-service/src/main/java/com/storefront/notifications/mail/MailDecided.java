package com.storefront.notifications.mail;

import com.storefront.notifications.order.OrderLine;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;

/**
 * A mail that is to be sent. Written to {@link #TOPIC} in the Kafka transaction that also stores
 * that it was decided: exactly once for readers of committed records.
 *
 * @param id of the mail; a second decision with the same id is not mailed
 * @param week in which it was decided, as 2026-W48
 * @param customerId the key of the record
 * @param name the first name of the customer, or the last name; can be empty
 * @param orders at most {@value #MAX_ORDERS}
 * @param others how many further open orders there are
 * @param decidedAt the date of the mail
 */
public record MailDecided(
    String id,
    MailKind kind,
    String week,
    String customerId,
    String email,
    String name,
    List<OrderLine> orders,
    int others,
    Instant decidedAt) {

  /** Keyed by customer. Has personal data, so its records are deleted after eight days. */
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

  public static String orderId(MailKind kind, String guid) {
    return kind.lowerCase() + "~" + guid;
  }

  /** The headers of its record. */
  public Headers headers() {
    return MailTopics.headers("MailDecided", id, customerId, 1, decidedAt);
  }
}
