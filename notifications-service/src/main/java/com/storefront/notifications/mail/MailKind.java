package com.storefront.notifications.mail;

import com.storefront.events.customer.Preferences;
import com.storefront.events.order.OrderStatusType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of mails. */
public enum MailKind {
  /** An order was shipped. */
  SHIPPED,

  /** An order was received. */
  RECEIVED,

  /** The open orders of a customer, once a week. */
  DIGEST,

  /** An import of customers was completed; to an operator. */
  IMPORTED;

  /** The kind of mail that a new status of an order causes; null if it causes none. */
  public static @Nullable MailKind of(OrderStatusType status) {
    return switch (status) {
      case SHIPPED -> SHIPPED;
      case RECEIVED -> RECEIVED;
      default -> null;
    };
  }

  /** Whether a customer wants mails of this kind. */
  public boolean isWanted(Preferences preferences) {
    return switch (this) {
      case SHIPPED, RECEIVED -> preferences.shippingMails();
      case DIGEST -> preferences.digest();
      case IMPORTED -> false;
    };
  }

  /** The name in ids and paths. */
  public String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
