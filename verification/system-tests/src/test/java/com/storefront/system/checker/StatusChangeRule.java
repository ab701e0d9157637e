package com.storefront.system.checker;

import static com.storefront.system.checker.Violation.Kind.DIVERGED;
import static com.storefront.system.checker.Violation.Kind.GHOST;
import static com.storefront.system.checker.Violation.Kind.LOST;
import static com.storefront.system.checker.Violation.Place.FULFILLMENT;
import static com.storefront.system.checker.Violation.Place.ORDERS_HISTORY;
import static com.storefront.system.checker.Violation.Place.STATUS_TOPIC;

import com.storefront.events.order.OrderStatusType;

/** From a status change at fulfillment to the entry in the history at orders. */
record StatusChangeRule(OrderTimeline timeline, Findings findings) {

  void check() {
    if (timeline.fulfillment != null) {
      checkFulfillment(timeline.fulfillment);
    }
    checkTopic();
    if (timeline.order != null) {
      checkOrder();
    }
  }

  private void checkFulfillment(OrderTimeline.Fulfilled fulfillment) {
    VersionLog history = timeline.fulfillmentHistory;
    TopicTimeline.checkOutbox(timeline.id, fulfillment.outbox(), FULFILLMENT, findings);
    boolean mayBeErasure = fulfillment.erased();
    for (long sequence = 2; sequence <= fulfillment.version(); sequence++) {
      if (history.contains(sequence)) {
        timeline.statusChanges.checkPublication(
            timeline.id, sequence, fulfillment.outbox(), findings);
      } else if (mayBeErasure && !isHeldBefore(sequence)) {
        mayBeErasure = false;
      } else if (!isHeldBefore(sequence)) {
        add(LOST, sequence, FULFILLMENT, "missing in the history at fulfillment");
      }
    }
    for (int i = 0; i < history.size(); i++) {
      if (history.sequence(i) > fulfillment.version()) {
        add(GHOST, history.sequence(i), FULFILLMENT, "above the document's version");
      }
    }
  }

  /** The report of a hold that takes too long is a version without an entry. */
  private boolean isHeldBefore(long sequence) {
    int before = timeline.fulfillmentHistory.find(sequence - 1);
    return before >= 0 && timeline.fulfillmentHistory.status(before) == OrderStatusType.ON_HOLD;
  }

  private void checkTopic() {
    VersionLog published = timeline.statusChanges.published;
    for (int i = 0; i < published.size(); i++) {
      long sequence = published.sequence(i);
      int committed = committed(sequence);
      if (timeline.fulfillment == null
          || committed < 0
          || differs(timeline.fulfillment, committed, published, i)
          || !isCommittedEvent(sequence, published.event(i))) {
        add(GHOST, sequence, STATUS_TOPIC, "published, but not as committed");
      }
    }
  }

  /** The note of an erased entry is on the topic only. */
  private boolean differs(
      OrderTimeline.Fulfilled fulfillment, int committed, VersionLog published, int i) {
    VersionLog history = timeline.fulfillmentHistory;
    return fulfillment.erased()
        ? history.status(committed) != published.status(i)
        : history.content(committed) != published.content(i);
  }

  private void checkOrder() {
    VersionLog published = timeline.statusChanges.published;
    for (int i = 0; i < timeline.consumedHistory.size(); i++) {
      checkEntry(i);
    }
    for (int i = 0; i < timeline.fulfillmentHistory.size(); i++) {
      long sequence = timeline.fulfillmentHistory.sequence(i);
      int record = published.find(sequence);
      if (sequence > 1
          && !timeline.consumedHistory.contains(sequence)
          && record >= 0
          && !timeline.statusChanges.isDeadLetter(sequence, published.event(record))) {
        add(LOST, sequence, ORDERS_HISTORY, "published, but not in the history at orders");
      }
    }
  }

  private void checkEntry(int i) {
    VersionLog entries = timeline.consumedHistory;
    VersionLog history = timeline.fulfillmentHistory;
    VersionLog published = timeline.statusChanges.published;
    long sequence = entries.sequence(i);
    int committed = committed(sequence);
    int record = published.find(sequence);
    if (committed < 0) {
      add(GHOST, sequence, ORDERS_HISTORY, "fulfillment never had this entry");
    } else if (history.content(committed) != entries.content(i)
        || history.status(committed) != entries.status(i)) {
      add(DIVERGED, sequence, ORDERS_HISTORY, "differs from the history at fulfillment");
    }
    boolean isOther = record >= 0 && published.event(record) != entries.event(i);
    if (isOther || !isCommittedEvent(sequence, entries.event(i))) {
      add(GHOST, sequence, ORDERS_HISTORY, "applied from an uncommitted event");
    }
  }

  /** The index of a change in the history at fulfillment; version 1 is the request. */
  private int committed(long sequence) {
    return sequence < 2 ? -1 : timeline.fulfillmentHistory.find(sequence);
  }

  private boolean isCommittedEvent(long sequence, long event) {
    return timeline.fulfillment == null
        || timeline.fulfillment.eventSequence() != sequence
        || timeline.fulfillment.event() == event;
  }

  private void add(Violation.Kind kind, long version, Violation.Place place, String what) {
    findings.add(kind, timeline.id, version, place, what);
  }
}
