package com.storefront.fulfillment.fulfillment;

import com.storefront.events.OrderStatusType;
import com.storefront.messaging.outbox.AggregateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Component;

/**
 * Moves every order of one status on: any number of them in constant memory and linear time, a
 * batch a round trip. Calls may run side by side and share the work, for each starts somewhere else
 * and each write is conditional on the version that was read.
 */
@Component
class BulkAdvance {

  static final int BATCH = 500;

  /** No id is as small, none as great. */
  private static final String FIRST = "";

  private static final String LAST = "\uDBFF\uDFFF";

  private final Fulfillments fulfillments;
  private final AggregateStore store;

  BulkAdvance(Fulfillments fulfillments, AggregateStore store) {
    this.fulfillments = fulfillments;
    this.store = store;
  }

  /** Works on what has that status when it passes by, once. */
  Advanced advance(OrderStatusType from, Consumer<Fulfillment> command) {
    String start = UUID.randomUUID().toString();
    Advanced upwards = advance(from, start, LAST, command);
    return upwards.plus(advance(from, FIRST, start, command));
  }

  private Advanced advance(
      OrderStatusType from, String after, String upTo, Consumer<Fulfillment> command) {
    Advanced soFar = new Advanced(0, 0);
    String last = after;
    List<Fulfillment> batch;
    do {
      batch = fulfillments.findNext(from, last, upTo, Sort.by("id"), Limit.of(BATCH));
      if (!batch.isEmpty()) {
        last = batch.get(batch.size() - 1).id();
        int moved = store.updateAll(changed(batch, command));
        soFar = soFar.plus(new Advanced(moved, batch.size() - moved));
      }
    } while (batch.size() == BATCH);
    return soFar;
  }

  /** One order that may not change any more doesn't hold up the others. */
  private static List<Fulfillment> changed(List<Fulfillment> batch, Consumer<Fulfillment> command) {
    List<Fulfillment> changed = new ArrayList<>(batch.size());
    for (Fulfillment fulfillment : batch) {
      try {
        command.accept(fulfillment);
        changed.add(fulfillment);
      } catch (HistoryFull full) {
        // counted as left
      }
    }
    return changed;
  }
}
