package com.storefront.system.checker;

import static com.storefront.system.checker.Ledger.fingerprint;

import com.storefront.events.OrderStatusType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that a history says of one order, at orders and at fulfillment. */
final class OrderTrail {

  private static final String OWN = "orders";

  /** What is kept of the document at orders; an event sequence of 0 stands for no event. */
  private record Ordered(
      long version,
      long event,
      long eventSequence,
      OrderStatusType status,
      long content,
      long key,
      List<HistoryEvent.Pending> outbox) {}

  /** What is kept of the document at fulfillment. */
  private record Fulfilled(
      long version,
      long event,
      long eventSequence,
      long requestEvent,
      long requestSequence,
      OrderStatusType status,
      long content,
      List<HistoryEvent.Pending> outbox) {}

  private final String id;
  private final Answers ofAll;
  private final TopicTrail requests = new TopicTrail(Place.REQUEST_TOPIC);
  private final TopicTrail reports = new TopicTrail(Place.STATUS_TOPIC);
  private final Answers ofOrders = new Answers();
  private final Answers ofFulfillment = new Answers();

  private @Nullable Ordered order;
  private final Ledger own = new Ledger();
  private final Ledger reported = new Ledger();
  private @Nullable OrderStatusType lastOfOrder;
  private boolean isMixed;

  private @Nullable Fulfilled fulfillment;
  private final Ledger stations = new Ledger();
  private int fulfillments;

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
    new RequestJudge(findings).judge();
    new ReportJudge(findings).judge();
    new LifeJudge(findings).judge();
    new AnswerJudge(findings).judge();
  }

  /** From the approval at orders to the fulfillment of the order. */
  private final class RequestJudge {

    private final Findings findings;

    RequestJudge(Findings findings) {
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

    private void judgeOrder(Ordered order) {
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

    private void judgeFulfillment(Fulfilled fulfillment) {
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

  /** From a change of status at fulfillment to the entry in orders' history. */
  private final class ReportJudge {

    private final Findings findings;

    ReportJudge(Findings findings) {
      this.findings = findings;
    }

    void judge() {
      if (fulfillment != null) {
        judgeOwner(fulfillment);
      }
      judgeTopic();
      judgeHistory();
    }

    private void judgeOwner(Fulfilled fulfillment) {
      reports.judgeOutbox(id, fulfillment.outbox(), Place.FULFILLMENT, findings);
      for (long sequence = 2; sequence <= fulfillment.version(); sequence++) {
        if (stations.find(sequence) < 0) {
          findings.add(
              Kind.LOST, id, sequence, Place.FULFILLMENT, "missing in fulfillment's own history");
        } else {
          reports.judgePublication(id, sequence, fulfillment.outbox(), findings);
        }
      }
      for (int i = 0; i < stations.size(); i++) {
        if (stations.sequence(i) > fulfillment.version()) {
          findings.add(
              Kind.GHOST, id, stations.sequence(i), Place.FULFILLMENT, "above the own version");
        }
      }
    }

    private void judgeTopic() {
      for (int i = 0; i < reports.told().size(); i++) {
        long sequence = reports.told().sequence(i);
        if (!isCommitted(sequence, reports.told().event(i), reports.told().content(i))) {
          findings.add(
              Kind.GHOST,
              id,
              sequence,
              Place.STATUS_TOPIC,
              "reported, but never committed like that");
        }
      }
    }

    private boolean isCommitted(long sequence, long event, long content) {
      int station = sequence < 2 ? -1 : stations.find(sequence);
      return fulfillment != null
          && station >= 0
          && stations.content(station) == content
          && (fulfillment.eventSequence() != sequence || fulfillment.event() == event);
    }

    private void judgeHistory() {
      if (order == null) {
        return;
      }
      for (int i = 0; i < reported.size(); i++) {
        judgeEntry(i);
      }
      for (int i = 0; i < stations.size(); i++) {
        long sequence = stations.sequence(i);
        int told = reports.told().find(sequence);
        if (sequence > 1
            && reported.find(sequence) < 0
            && told >= 0
            && !reports.isSetAside(sequence, reports.told().event(told))) {
          findings.add(
              Kind.LOST, id, sequence, Place.ORDERS_HISTORY, "reported, but not in the history");
        }
      }
    }

    private void judgeEntry(int i) {
      long sequence = reported.sequence(i);
      int station = sequence < 2 ? -1 : stations.find(sequence);
      int told = reports.told().find(sequence);
      if (station < 0) {
        findings.add(
            Kind.GHOST, id, sequence, Place.ORDERS_HISTORY, "an entry that fulfillment never had");
      } else if (stations.content(station) != reported.content(i)
          || stations.status(station) != reported.status(i)) {
        findings.add(
            Kind.DIVERGED,
            id,
            sequence,
            Place.ORDERS_HISTORY,
            "differs from fulfillment's history");
      }
      boolean isOther = told >= 0 && reports.told().event(told) != reported.event(i);
      if (isOther || !isCommittedEvent(sequence, reported.event(i))) {
        findings.add(
            Kind.GHOST, id, sequence, Place.ORDERS_HISTORY, "applied from an uncommitted event");
      }
    }

    private boolean isCommittedEvent(long sequence, long event) {
      return fulfillment == null
          || fulfillment.eventSequence() != sequence
          || fulfillment.event() == event;
    }
  }

  /** Whether the histories are in order, and can be lived through. */
  private final class LifeJudge {

    private final Findings findings;

    LifeJudge(Findings findings) {
      this.findings = findings;
    }

    void judge() {
      if (order != null) {
        judgeSequence(own, 1, Place.ORDERS);
        judgeSequence(reported, 1, Place.ORDERS_HISTORY);
        judgeOwn();
        if (isMixed) {
          findings.add(
              Kind.REORDERED, id, 0, Place.ORDERS_HISTORY, "an own decision after a report");
        }
        if (order.status() != lastOfOrder) {
          findings.add(
              Kind.DIVERGED,
              id,
              order.version(),
              Place.ORDERS,
              "the status is not the last entry's");
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

  /** Whether clients were told the truth. */
  private final class AnswerJudge {

    private final Findings findings;

    AnswerJudge(Findings findings) {
      this.findings = findings;
    }

    void judge() {
      if (order != null) {
        judgeVersions(ofOrders, order.version());
        if (ofOrders.isUnderOtherKey(order.key())) {
          refute(1, "created under another idempotency key");
        }
      } else if (ofOrders.created() || ofOrders.highest() > 0) {
        refute(ofOrders.highest(), "answered, but not at orders");
      }
      judgeEffects(ofOrders, CommandKind.Owner.ORDERS, own);
      judgeVersions(ofFulfillment, fulfillment == null ? 0 : fulfillment.version());
      judgeEffects(ofFulfillment, CommandKind.Owner.FULFILLMENT, stations);
      judgeStations();
    }

    private void judgeVersions(Answers answers, long version) {
      if (answers.highest() > version) {
        refute(answers.highest(), "answered, but this version never was");
      }
      if (answers.forkedFrom() > 0) {
        refute(answers.forkedFrom(), "two changes of this version were answered as done");
      }
    }

    /** What was answered as done is in the history; what was refused is not. */
    private void judgeEffects(Answers answers, CommandKind.Owner owner, Ledger history) {
      for (CommandKind kind : CommandKind.values()) {
        OrderStatusType effect = kind.effect();
        if (kind.owner() != owner || effect == null) {
          continue;
        }
        long times = 0;
        long last = 0;
        for (int i = 0; i < history.size(); i++) {
          if (history.status(i) == effect) {
            times++;
            last = history.sequence(i);
          }
        }
        long most = answers.most(owner, effect) + ofAll.most(owner, effect);
        if (answers.done(kind) && times == 0) {
          refute(0, "%s was answered as done".formatted(kind));
        } else if (kind != CommandKind.PLACE && answers.refused(owner, effect) && times > most) {
          refute(last, "%s was refused, but happened".formatted(kind));
        }
      }
    }

    /** Fulfillment's answers name the version of the station, so each can be looked up. */
    private void judgeStations() {
      Ledger answered = ofFulfillment.answered();
      for (int i = 0; i < answered.size(); i++) {
        int station = stations.find(answered.sequence(i));
        if (station < 0 || stations.status(station) != answered.status(i)) {
          refute(answered.sequence(i), "%s was answered as done".formatted(answered.status(i)));
        }
      }
    }

    private void refute(long version, String what) {
      findings.add(Kind.REFUTED_ANSWER, id, version, Place.CLIENT, what);
    }
  }
}
