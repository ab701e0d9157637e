package com.storefront.system.checker;

import static com.storefront.system.checker.Violation.Kind.DIVERGED;
import static com.storefront.system.checker.Violation.Kind.DOUBLED;
import static com.storefront.system.checker.Violation.Kind.ILLEGAL_PATH;
import static com.storefront.system.checker.Violation.Kind.LOST;
import static com.storefront.system.checker.Violation.Kind.REORDERED;
import static com.storefront.system.checker.Violation.Place.FULFILLMENT;
import static com.storefront.system.checker.Violation.Place.ORDERS;
import static com.storefront.system.checker.Violation.Place.ORDERS_HISTORY;

import com.storefront.events.order.OrderStatusType;

/** The status histories are in order, and the state machine allows them. */
record StatusHistoryRule(OrderTimeline timeline, Findings findings) {

  void check() {
    if (timeline.order != null) {
      checkOrder(timeline.order);
    }
    if (timeline.fulfillment != null) {
      VersionLog history = timeline.fulfillmentHistory;
      checkSequence(history, 2, FULFILLMENT);
      checkPath(FULFILLMENT, history);
      if (timeline.fulfillment.status() != history.lastStatus()) {
        add(DIVERGED, timeline.fulfillment.version(), FULFILLMENT, "status differs from history");
      }
    }
  }

  private void checkOrder(OrderTimeline.Ordered order) {
    VersionLog own = timeline.ownHistory;
    checkSequence(own, 1, ORDERS);
    checkSequence(timeline.consumedHistory, 1, ORDERS_HISTORY);
    for (long sequence = 1; sequence <= own.size(); sequence++) {
      if (!own.contains(sequence)) {
        add(LOST, sequence, ORDERS, "missing in the own history of orders");
      }
    }
    if (timeline.isMixed) {
      add(REORDERED, 0, ORDERS_HISTORY, "an own entry after a consumed one");
    }
    if (order.status() != timeline.lastEntry) {
      add(DIVERGED, order.version(), ORDERS, "status differs from history");
    }
    if (!timeline.statusChanges.hasDeadLetters()) {
      checkPath(ORDERS_HISTORY, own, timeline.consumedHistory);
    }
  }

  /** Entries that came with a request share its version, so counting starts above it. */
  private void checkSequence(VersionLog history, long countedFrom, Violation.Place place) {
    for (int i = 1; i < history.size(); i++) {
      long sequence = history.sequence(i);
      if (sequence < history.sequence(i - 1)) {
        add(REORDERED, sequence, place, "comes after a later entry");
      }
      for (int j = 0; sequence >= countedFrom && j < i; j++) {
        if (history.sequence(j) == sequence) {
          add(DOUBLED, sequence, place, "twice in the history");
          break;
        }
      }
    }
  }

  private void checkPath(Violation.Place place, VersionLog... parts) {
    OrderStatusType current = null;
    for (VersionLog part : parts) {
      for (int i = 0; i < part.size(); i++) {
        OrderStatusType next = part.status(i);
        boolean isLegal =
            next != null
                && (current == null ? next == OrderStatusType.CREATED : current.canBecome(next));
        if (!isLegal) {
          add(ILLEGAL_PATH, part.sequence(i), place, "%s after %s".formatted(next, current));
          return;
        }
        current = next;
      }
    }
  }

  private void add(Violation.Kind kind, long version, Violation.Place place, String what) {
    findings.add(kind, timeline.id, version, place, what);
  }
}
