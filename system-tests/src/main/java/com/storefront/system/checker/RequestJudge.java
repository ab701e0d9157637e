package com.storefront.system.checker;

import com.storefront.events.OrderStatusType;
import org.jspecify.annotations.Nullable;

/** From the approval at orders to the fulfillment of the order. */
final class RequestJudge {

  private final String id;
  private final OrderTrail.@Nullable Ordered order;
  private final OrderTrail.@Nullable Fulfilled fulfillment;
  private final int fulfillments;
  private final Ledger own;
  private final TopicTrail requests;
  private final Findings findings;

  RequestJudge(OrderTrail trail, Findings findings) {
    this.id = trail.id;
    this.order = trail.order;
    this.fulfillment = trail.fulfillment;
    this.fulfillments = trail.fulfillments;
    this.own = trail.own;
    this.requests = trail.requests;
    this.findings = findings;
  }

  void judge() {
    judgeTopic();
    if (order != null) {
      judgeOrder(order);
    }
    if (fulfillments > 1) {
      findings.add(
          Kind.DOUBLED, id, 1, Place.FULFILLMENT, fulfillments + " fulfillments of one order");
    }
    if (fulfillment != null) {
      judgeFulfillment(fulfillment);
    }
  }

  private void judgeTopic() {
    for (int i = 0; i < requests.told().size(); i++) {
      if (order == null
          || requests.told().sequence(i) != order.eventSequence()
          || requests.told().event(i) != order.event()
          || requests.told().content(i) != order.content()) {
        findings.add(
            Kind.GHOST,
            id,
            requests.told().sequence(i),
            Place.REQUEST_TOPIC,
            "requested, but never committed like that");
      }
    }
  }

  private void judgeOrder(OrderTrail.Ordered order) {
    requests.judgeOutbox(id, order.outbox(), Place.ORDERS, findings);
    boolean isApproved = own.size() > 0 && own.status(own.size() - 1) == OrderStatusType.APPROVED;
    if (order.eventSequence() == 0) {
      if (isApproved) {
        findings.add(
            Kind.LOST,
            id,
            order.version(),
            Place.ORDERS,
            "approved without an event that tells it");
      }
      return;
    }
    long sequence = order.eventSequence();
    requests.judgePublication(id, sequence, order.outbox(), findings);
    boolean isExcused =
        requests.isSetAside(sequence, order.event())
            || order.outbox().stream().anyMatch(HistoryEvent.Pending::parked);
    if (fulfillment == null && !isExcused) {
      if (requests.has(sequence)) {
        findings.add(Kind.LOST, id, sequence, Place.FULFILLMENT, "requested, but never taken in");
      }
      findings.add(Kind.STUCK, id, sequence, Place.ORDERS, "approved, without a fulfillment");
    }
  }

  private void judgeFulfillment(OrderTrail.Fulfilled fulfillment) {
    if (order == null
        || fulfillment.requestEvent() != order.event()
        || fulfillment.requestSequence() != order.eventSequence()) {
      findings.add(
          Kind.GHOST,
          id,
          fulfillment.requestSequence(),
          Place.FULFILLMENT,
          "a fulfillment that orders never asked for");
    } else if (fulfillment.content() != order.content()) {
      findings.add(
          Kind.DIVERGED,
          id,
          fulfillment.requestSequence(),
          Place.FULFILLMENT,
          "fulfills something else than was ordered");
    }
  }
}
