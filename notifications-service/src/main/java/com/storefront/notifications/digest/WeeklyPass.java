package com.storefront.notifications.digest;

import com.storefront.notifications.mail.MailDecided;
import com.storefront.notifications.mail.MailKind;
import com.storefront.notifications.order.OrderLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Decides a digest for each customer with open orders, in one pass a week over the open orders.
 *
 * <p>The pass is divided into slices, so that the thread also processes records and a transaction
 * stays small. A new owner of the partition begins the pass again; the stored week of each customer
 * prevents a second digest. The end of the pass is stored too, so that an order that is placed
 * later in the week waits for the next pass.
 */
final class WeeklyPass {

  static final int CUSTOMERS_IN_A_SLICE = 500;

  /** In the store of decisions the week whose pass is finished. Not the id of a customer. */
  private static final String FINISHED = Stores.SEPARATOR + "finished";

  private static final String BEGIN = "";

  private final Stores stores;
  private final CatchUp catchUp;
  private final Consumer<MailDecided> decisions;
  private final DecisionMetrics metrics;

  /** Where the next slice begins, and the week of the pass. Only saves work. */
  private String cursor = BEGIN;

  private String week = "";

  WeeklyPass(
      Stores stores, CatchUp catchUp, Consumer<MailDecided> decisions, DecisionMetrics metrics) {
    this.stores = stores;
    this.catchUp = catchUp;
    this.decisions = decisions;
    this.metrics = metrics;
  }

  boolean isFinished(DigestWeek current) {
    String finished = stores.decided().get(FINISHED);
    return finished != null && current.name().compareTo(finished) <= 0;
  }

  void decide(Instant now, DigestWeek current) {
    if (isFinished(current) || !catchUp.isReadyFor(current.name())) {
      return;
    }
    if (now.isAfter(current.end())) {
      if (stores.decided().get(FINISHED) != null) { // else the service is new
        metrics.weekGivenUp();
      }
      stores.decided().put(FINISHED, current.name());
      return;
    }
    if (!current.name().equals(week)) {
      week = current.name();
      cursor = BEGIN;
    }
    decideSlice(now);
  }

  private void decideSlice(Instant now) {
    int customers = 0;
    String customerId = null;
    List<OrderLine> orders = new ArrayList<>();
    int count = 0;
    try (KeyValueIterator<String, OrderLine> open = stores.openOrders().range(cursor, null)) {
      while (open.hasNext()) {
        KeyValue<String, OrderLine> row = open.next();
        OrderLine order = row.value;
        if (!order.customerId().equals(customerId)) {
          decide(customerId, orders, count, now);
          if (customers++ == CUSTOMERS_IN_A_SLICE) {
            cursor = row.key;
            return;
          }
          customerId = order.customerId();
          orders.clear();
          count = 0;
        }
        count++;
        if (orders.size() < MailDecided.MAX_ORDERS) {
          orders.add(order);
        }
      }
    }
    decide(customerId, orders, count, now);
    stores.decided().put(FINISHED, week);
    cursor = BEGIN;
  }

  private void decide(@Nullable String customerId, List<OrderLine> orders, int count, Instant now) {
    CustomerRow customer = customerId == null ? null : stores.customers().get(customerId);
    String address = customer == null ? null : customer.addressFor(MailKind.DIGEST);
    if (customerId == null || customer == null || address == null) {
      return;
    }
    String decided = stores.decided().get(customerId);
    if (decided != null && week.compareTo(decided) <= 0) {
      return;
    }
    stores.decided().put(customerId, week);
    decisions.accept(
        MailDecided.aboutOrders(
            MailDecided.digestId(customerId, week),
            MailKind.DIGEST,
            week,
            customerId,
            address,
            customer.name(),
            orders.stream().sorted(Comparator.comparing(OrderLine::at).reversed()).toList(),
            count - orders.size(),
            now));
  }
}
