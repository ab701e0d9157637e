package com.storefront.system.checker;

import static com.storefront.system.checker.Ledger.fingerprint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one topic told of one aggregate, and what of it was set aside. */
final class TopicTrail {

  private final Place place;
  private final Ledger told = new Ledger();
  private @Nullable Ledger parked;

  private long contradicted;
  private long disordered;
  private long disorderedAt = Long.MAX_VALUE;

  TopicTrail(Place place) {
    this.place = place;
  }

  Ledger told() {
    return told;
  }

  boolean has(long sequence) {
    return told.find(sequence) >= 0;
  }

  void add(long sequence, HistoryEvent.Published record) {
    long event = fingerprint(record.eventId());
    long content = fingerprint(record.content());
    int known = told.find(sequence);
    if (known < 0) {
      boolean descends = told.size() > 0 && told.sequence(told.size() - 1) > sequence;
      if (descends && record.at() < disorderedAt) {
        disordered = sequence;
        disorderedAt = record.at();
      }
      told.sortIn(sequence, event, content, record.status());
    } else if (told.event(known) != event || told.content(known) != content) {
      contradicted = sequence;
    }
  }

  void setAside(long sequence, @Nullable String eventId) {
    if (parked == null) {
      parked = new Ledger();
    }
    parked.sortIn(sequence, fingerprint(eventId), 0, null);
  }

  /** Whether this very event was set aside. */
  boolean isSetAside(long sequence, long event) {
    for (int i = 0; parked != null && i < parked.size(); i++) {
      if (parked.sequence(i) == sequence && parked.event(i) == event) {
        return true;
      }
    }
    return false;
  }

  boolean setAnythingAside() {
    return parked != null;
  }

  void judge(String aggregate, long firstFault, Findings findings) {
    if (contradicted > 0) {
      findings.add(Kind.GHOST, aggregate, contradicted, place, "two events tell one version");
    }
    if (disorderedAt < firstFault) {
      findings.add(
          Kind.ORDER_IN_TOPIC, aggregate, disordered, place, "appears first after a later version");
    }
  }

  /** What an outbox still holds was not published in time. */
  void judgeOutbox(
      String aggregate, List<HistoryEvent.Pending> outbox, Place owner, Findings findings) {
    for (HistoryEvent.Pending pending : outbox) {
      if (!pending.parked()) {
        findings.add(Kind.STUCK, aggregate, pending.sequence(), owner, "still in the outbox");
      }
    }
  }

  /** A committed version was published, or waits visibly; else it is lost before the topic. */
  void judgePublication(
      String aggregate, long sequence, List<HistoryEvent.Pending> outbox, Findings findings) {
    if (!has(sequence) && outbox.stream().noneMatch(pending -> pending.sequence() == sequence)) {
      findings.add(
          Kind.LOST, aggregate, sequence, place, "committed, not published, and not in the outbox");
    }
  }
}
