package com.storefront.system.checker;

import org.jspecify.annotations.Nullable;

/** From a change of status at fulfillment to the entry in orders' history. */
final class ReportJudge {

  private final String id;
  private final OrderTrail.@Nullable Ordered order;
  private final OrderTrail.@Nullable Fulfilled fulfillment;
  private final Ledger reported;
  private final Ledger stations;
  private final TopicTrail reports;
  private final Findings findings;

  ReportJudge(OrderTrail trail, Findings findings) {
    this.id = trail.id;
    this.order = trail.order;
    this.fulfillment = trail.fulfillment;
    this.reported = trail.reported;
    this.stations = trail.stations;
    this.reports = trail.reports;
    this.findings = findings;
  }

  void judge() {
    if (fulfillment != null) {
      judgeOwner(fulfillment);
    }
    judgeTopic();
    judgeHistory();
  }

  private void judgeOwner(OrderTrail.Fulfilled fulfillment) {
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
          Kind.DIVERGED, id, sequence, Place.ORDERS_HISTORY, "differs from fulfillment's history");
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
