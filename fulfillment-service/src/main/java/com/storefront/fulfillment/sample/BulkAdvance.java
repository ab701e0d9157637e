package com.storefront.fulfillment.sample;

import static com.storefront.fulfillment.order.Fulfillments.BATCH;

import com.storefront.events.order.OrderStatusEvent;
import com.storefront.events.order.OrderStatusType;
import com.storefront.fulfillment.order.Fulfillment;
import com.storefront.fulfillment.order.Fulfillments;
import com.storefront.fulfillment.order.HistoryLimitExceeded;
import com.storefront.fulfillment.order.Transition;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.web.sample.SampleCustomers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/**
 * Changes all sample orders of one status, in batches of one query and one write. Concurrent calls
 * share the work, because each starts at a random id.
 */
@Component
class BulkAdvance {

  private static final String BEFORE_ALL_IDS = "";
  private static final String AFTER_ALL_IDS = "\uDBFF\uDFFF";

  private final Fulfillments fulfillments;
  private final AggregateStore store;
  private final Clock clock;

  BulkAdvance(Fulfillments fulfillments, AggregateStore store, Clock clock) {
    this.fulfillments = fulfillments;
    this.store = store;
    this.clock = clock;
  }

  BulkResult advance(OrderStatusType from, Transition transition) {
    String start = UUID.randomUUID().toString();
    return advance(from, start, AFTER_ALL_IDS, transition)
        .plus(advance(from, BEFORE_ALL_IDS, start, transition));
  }

  private BulkResult advance(
      OrderStatusType from, String after, String upTo, Transition transition) {
    long changed = 0;
    long read = 0;
    String last = after;
    List<Fulfillment> batch;
    do {
      batch = fulfillments.findNext(from, SampleCustomers.EMAILS, last, upTo, Limit.of(BATCH));
      if (!batch.isEmpty()) {
        last = batch.get(batch.size() - 1).id();
        read += batch.size();
        changed += store.updateAll(apply(transition, batch));
      }
    } while (batch.size() == BATCH);
    return new BulkResult(changed, read - changed);
  }

  /** Applies the transition and returns the fulfillments whose history has room for it. */
  private List<Fulfillment> apply(Transition transition, List<Fulfillment> batch) {
    List<Fulfillment> changed = new ArrayList<>(batch.size());
    for (Fulfillment fulfillment : batch) {
      try {
        transition.apply(fulfillment, clock.instant(), OrderStatusEvent.SYSTEM, null);
        changed.add(fulfillment);
      } catch (HistoryLimitExceeded skipped) {
        // Counted by the caller.
      }
    }
    return changed;
  }
}
