package com.storefront.system.checker;

import static com.storefront.system.checker.Violation.Kind.DIVERGED;
import static com.storefront.system.checker.Violation.Kind.DOUBLED;
import static com.storefront.system.checker.Violation.Kind.GHOST;
import static com.storefront.system.checker.Violation.Kind.LOST;
import static com.storefront.system.checker.Violation.Kind.NOT_FORGOTTEN;
import static com.storefront.system.checker.Violation.Kind.STUCK;
import static com.storefront.system.checker.Violation.Place.FULFILLMENT;
import static com.storefront.system.checker.Violation.Place.ORDERS;
import static com.storefront.system.checker.Violation.Place.REQUEST_TOPIC;

import com.storefront.events.order.OrderStatusType;

/** From the approval at orders to the fulfillment of the order. */
record RequestRule(OrderTimeline timeline, Findings findings) {

  void check() {
    checkTopic();
    if (timeline.order != null) {
      checkOrder(timeline.order);
    }
    if (timeline.fulfillments > 1) {
      add(DOUBLED, 1, FULFILLMENT, timeline.fulfillments + " fulfillments of one order");
    }
    if (timeline.fulfillment != null) {
      checkFulfillment(timeline.fulfillment);
    }
  }

  private void checkTopic() {
    VersionLog published = timeline.requests.published;
    OrderTimeline.Ordered order = timeline.order;
    for (int i = 0; i < published.size(); i++) {
      if (order == null || !isCommitted(published, i, order)) {
        add(GHOST, published.sequence(i), REQUEST_TOPIC, "published, but not as committed");
      }
    }
  }

  /** An erased order has withdrawn its request, which remains on the topic, by a tombstone. */
  private static boolean isCommitted(VersionLog published, int i, OrderTimeline.Ordered order) {
    boolean isTombstone = published.content(i) == 0;
    if (order.erased() && published.sequence(i) < order.eventSequence()) {
      return !isTombstone;
    }
    return published.sequence(i) == order.eventSequence()
        && published.event(i) == order.event()
        && (order.erased() ? isTombstone : published.content(i) == order.content());
  }

  private void checkOrder(OrderTimeline.Ordered order) {
    TopicTimeline.checkOutbox(timeline.id, order.outbox(), ORDERS, findings);
    long sequence = order.eventSequence();
    if (sequence == 0) {
      if (timeline.ownHistory.lastStatus() == OrderStatusType.APPROVED) {
        add(LOST, order.version(), ORDERS, "approved without an event");
      }
      return;
    }
    timeline.requests.checkPublication(timeline.id, sequence, order.outbox(), findings);
    boolean isExcused =
        timeline.requests.isDeadLetter(sequence, order.event())
            || order.outbox().stream().anyMatch(HistoryEvent.Pending::unpublishable);
    if (timeline.fulfillment == null && !isExcused) {
      if (timeline.requests.published.contains(sequence)) {
        add(LOST, sequence, FULFILLMENT, "published, but never applied");
      }
      add(STUCK, sequence, ORDERS, "approved, without a fulfillment");
    }
  }

  private void checkFulfillment(OrderTimeline.Fulfilled fulfillment) {
    OrderTimeline.Ordered order = timeline.order;
    long sequence = fulfillment.requestSequence();
    if (order != null && order.erased() && !fulfillment.erased()) {
      if (!timeline.requests.isDeadLetter(order.eventSequence(), order.event())) {
        add(NOT_FORGOTTEN, sequence, FULFILLMENT, "personal data after the request was withdrawn");
      }
    } else if (order == null
        || fulfillment.requestEvent() != order.event()
        || sequence != order.eventSequence()) {
      add(GHOST, sequence, FULFILLMENT, "orders never requested this fulfillment");
    } else if (fulfillment.content() != order.content()) {
      add(DIVERGED, sequence, FULFILLMENT, "differs from the order");
    }
  }

  private void add(Violation.Kind kind, long version, Violation.Place place, String what) {
    findings.add(kind, timeline.id, version, place, what);
  }
}
