package com.storefront.notifications.digest;

import com.storefront.notifications.mail.MailDecided;
import com.storefront.notifications.mail.MailKind;
import com.storefront.notifications.order.OrderLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Decides the mails about single orders.
 *
 * <p>A status that is older than {@link #MAX_AGE} is not mailed: it is no news, for example when
 * the topics are read from their beginning.
 */
final class DueMails {

  static final Duration MAX_AGE = Duration.ofDays(1);

  /** So that a transaction stays small. */
  private static final int MAX_DECISIONS = 500;

  private final Stores stores;
  private final Consumer<MailDecided> decisions;
  private final DecisionMetrics metrics;

  DueMails(Stores stores, Consumer<MailDecided> decisions, DecisionMetrics metrics) {
    this.stores = stores;
    this.decisions = decisions;
    this.metrics = metrics;
  }

  void decide(Instant now, String week) {
    try (KeyValueIterator<String, OrderLine> due = stores.dueMails().all()) {
      for (int decided = 0; decided < MAX_DECISIONS && due.hasNext(); ) {
        KeyValue<String, OrderLine> mail = due.next();
        OrderLine order = mail.value;
        CustomerRow customer = stores.customers().get(order.customerId());
        boolean isOld = order.at().isBefore(now.minus(MAX_AGE));
        if (isOld || customer != null) {
          stores.dueMails().delete(mail.key);
          decided++;
        }
        MailKind kind =
            MailKind.valueOf(mail.key.substring(mail.key.lastIndexOf(Stores.SEPARATOR) + 1));
        if (isOld) {
          metrics.tooOld(kind);
        } else if (customer != null) {
          decide(kind, order, customer, week, now);
        }
      }
    }
  }

  private void decide(
      MailKind kind, OrderLine order, CustomerRow customer, String week, Instant now) {
    String address = customer.addressFor(kind);
    if (address != null) {
      decisions.accept(
          MailDecided.aboutOrders(
              MailDecided.idOf(kind, order.guid()),
              kind,
              week,
              order.customerId(),
              address,
              customer.name(),
              List.of(order),
              0,
              now));
    }
  }
}
