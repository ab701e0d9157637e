package com.storefront.system.checker;

import static com.storefront.system.checker.Ledger.fingerprint;

import com.storefront.events.OrderStatusType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that a history says of one order, at orders and at fulfillment, for the judges to read. */
final class OrderTrail {

  private static final String OWN = "orders";

  /** What is kept of the document at orders; an event sequence of 0 stands for no event. */
  record Ordered(
      long version,
      long event,
      long eventSequence,
      OrderStatusType status,
      long content,
      long key,
      List<HistoryEvent.Pending> outbox) {}

  /** What is kept of the document at fulfillment. */
  record Fulfilled(
      long version,
      long event,
      long eventSequence,
      long requestEvent,
      long requestSequence,
      OrderStatusType status,
      long content,
      List<HistoryEvent.Pending> outbox) {}

  final String id;
  final Answers ofAll;
  final TopicTrail requests = new TopicTrail(Place.REQUEST_TOPIC);
  final TopicTrail reports = new TopicTrail(Place.STATUS_TOPIC);
  final Answers ofOrders = new Answers();
  final Answers ofFulfillment = new Answers();

  @Nullable Ordered order;
  final Ledger own = new Ledger();
  final Ledger reported = new Ledger();
  @Nullable OrderStatusType lastOfOrder;
  boolean isMixed;

  @Nullable Fulfilled fulfillment;
  final Ledger stations = new Ledger();
  int fulfillments;

  /**
   * @param ofAll what was answered to commands that concern every order
   */
  OrderTrail(String id, Answers ofAll) {
    this.id = id;
    this.ofAll = ofAll;
  }

  TopicTrail requests() {
    return requests;
  }

  TopicTrail reports() {
    return reports;
  }

  Answers ofOrders() {
    return ofOrders;
  }

  Answers ofFulfillment() {
    return ofFulfillment;
  }

  void add(HistoryEvent.Order document) {
    for (HistoryEvent.Station station : document.stations()) {
      boolean isOwn = station.source().equals(OWN);
      isMixed |= isOwn && reported.size() > 0;
      append(isOwn ? own : reported, station);
      lastOfOrder = station.status();
    }
    order =
        new Ordered(
            document.version(),
            fingerprint(document.eventId()),
            document.eventSequence() == null ? 0 : document.eventSequence(),
            document.status(),
            fingerprint(document.content()),
            fingerprint(document.key()),
            List.copyOf(document.outbox()));
  }

  void add(HistoryEvent.Fulfillment document) {
    fulfillments++;
    if (fulfillment != null) {
      return;
    }
    document.stations().forEach(station -> append(stations, station));
    fulfillment =
        new Fulfilled(
            document.version(),
            fingerprint(document.eventId()),
            document.eventSequence() == null ? 0 : document.eventSequence(),
            fingerprint(document.requestEventId()),
            document.requestSequence(),
            document.status(),
            fingerprint(document.content()),
            List.copyOf(document.outbox()));
  }

  private static void append(Ledger ledger, HistoryEvent.Station station) {
    ledger.append(
        station.sequence(),
        fingerprint(station.eventId()),
        fingerprint(station.content()),
        station.status());
  }

  void judge(long firstFault, Findings findings) {
    requests.judge(id, firstFault, findings);
    reports.judge(id, firstFault, findings);
    new RequestJudge(this, findings).judge();
    new ReportJudge(this, findings).judge();
    new LifeJudge(this, findings).judge();
    new AnswerJudge(this, findings).judge();
  }
}
