package com.storefront.system.checker;

import com.storefront.events.OrderStatusType;
import org.jspecify.annotations.Nullable;

/** Whether the histories are in order, and can be lived through. */
final class LifeJudge {

  private final String id;
  private final OrderTrail.@Nullable Ordered order;
  private final OrderTrail.@Nullable Fulfilled fulfillment;
  private final Ledger own;
  private final Ledger reported;
  private final Ledger stations;
  private final TopicTrail reports;
  private final @Nullable OrderStatusType lastOfOrder;
  private final boolean isMixed;
  private final Findings findings;

  LifeJudge(OrderTrail trail, Findings findings) {
    this.id = trail.id;
    this.order = trail.order;
    this.fulfillment = trail.fulfillment;
    this.own = trail.own;
    this.reported = trail.reported;
    this.stations = trail.stations;
    this.reports = trail.reports;
    this.lastOfOrder = trail.lastOfOrder;
    this.isMixed = trail.isMixed;
    this.findings = findings;
  }

  void judge() {
    if (order != null) {
      judgeSequence(own, 1, Place.ORDERS);
      judgeSequence(reported, 1, Place.ORDERS_HISTORY);
      judgeOwn();
      if (isMixed) {
        findings.add(Kind.REORDERED, id, 0, Place.ORDERS_HISTORY, "an own decision after a report");
      }
      if (order.status() != lastOfOrder) {
        findings.add(
            Kind.DIVERGED, id, order.version(), Place.ORDERS, "the status is not the last entry's");
      }
      if (!reports.setAnythingAside()) {
        judgePath(Place.ORDERS_HISTORY, own, reported);
      }
    }
    if (fulfillment != null) {
      judgeSequence(stations, 2, Place.FULFILLMENT);
      judgePath(Place.FULFILLMENT, stations);
      if (stations.size() == 0 || fulfillment.status() != stations.status(stations.size() - 1)) {
        findings.add(
            Kind.DIVERGED,
            id,
            fulfillment.version(),
            Place.FULFILLMENT,
            "the status is not the last entry's");
      }
    }
  }

  /** What came with a request shares the version of the request, so counting starts above. */
  private void judgeSequence(Ledger history, long countedFrom, Place place) {
    for (int i = 1; i < history.size(); i++) {
      long sequence = history.sequence(i);
      if (sequence < history.sequence(i - 1)) {
        findings.add(Kind.REORDERED, id, sequence, place, "stands after a later entry");
      }
      for (int j = 0; sequence >= countedFrom && j < i; j++) {
        if (history.sequence(j) == sequence) {
          findings.add(Kind.DOUBLED, id, sequence, place, "stands twice in the history");
          break;
        }
      }
    }
  }

  private void judgeOwn() {
    for (long sequence = 1; sequence <= own.size(); sequence++) {
      if (own.find(sequence) < 0) {
        findings.add(Kind.LOST, id, sequence, Place.ORDERS, "missing in orders' own history");
      }
    }
  }

  private void judgePath(Place place, Ledger... parts) {
    OrderStatusType at = null;
    for (Ledger part : parts) {
      for (int i = 0; i < part.size(); i++) {
        OrderStatusType next = part.status(i);
        boolean isLegal =
            next != null && (at == null ? next == OrderStatusType.CREATED : at.canBecome(next));
        if (!isLegal) {
          findings.add(
              Kind.ILLEGAL_PATH, id, part.sequence(i), place, "%s after %s".formatted(next, at));
          return;
        }
        at = next;
      }
    }
  }
}
