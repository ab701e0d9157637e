package com.storefront.system.checker;

import static com.storefront.system.checker.VersionLog.fingerprint;

import com.storefront.system.checker.Violation.Kind;
import com.storefront.system.checker.Violation.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The versions of one aggregate on one topic, and their dead letters. */
final class TopicTimeline {

  final VersionLog published = new VersionLog();

  private final Place place;
  private final VersionLog deadLetters = new VersionLog();

  private long contradicted;
  private long disordered;
  private long disorderedAt = Long.MAX_VALUE;

  TopicTimeline(Place place) {
    this.place = place;
  }

  void add(long sequence, HistoryEvent.Published record) {
    long event = fingerprint(record.eventId());
    long content = fingerprint(record.content());
    int known = published.find(sequence);
    if (known < 0) {
      if (published.lastSequence() > sequence && record.at() < disorderedAt) {
        disordered = sequence;
        disorderedAt = record.at();
      }
      published.insertSorted(sequence, event, content, record.status());
    } else if (published.event(known) != event || published.content(known) != content) {
      contradicted = sequence;
    }
  }

  void addDeadLetter(long sequence, @Nullable String eventId) {
    deadLetters.insertSorted(sequence, fingerprint(eventId), 0, null);
  }

  boolean isDeadLetter(long sequence, long event) {
    for (int i = 0; i < deadLetters.size(); i++) {
      if (deadLetters.sequence(i) == sequence && deadLetters.event(i) == event) {
        return true;
      }
    }
    return false;
  }

  boolean hasDeadLetters() {
    return !deadLetters.isEmpty();
  }

  void check(String aggregate, long firstFault, Findings findings) {
    if (contradicted > 0) {
      findings.add(Kind.GHOST, aggregate, contradicted, place, "two events for one version");
    }
    if (disorderedAt < firstFault) {
      findings.add(
          Kind.ORDER_IN_TOPIC, aggregate, disordered, place, "appears first after a later version");
    }
  }

  /** At the end of a run, only unpublishable events may be pending. */
  static void checkOutbox(
      String aggregate, List<HistoryEvent.Pending> outbox, Place owner, Findings findings) {
    for (HistoryEvent.Pending pending : outbox) {
      if (!pending.unpublishable()) {
        findings.add(Kind.STUCK, aggregate, pending.sequence(), owner, "still in the outbox");
      }
    }
  }

  /** A committed version must be on the topic or in the outbox. */
  void checkPublication(
      String aggregate, long sequence, List<HistoryEvent.Pending> outbox, Findings findings) {
    if (!published.contains(sequence)
        && outbox.stream().noneMatch(pending -> pending.sequence() == sequence)) {
      findings.add(
          Kind.LOST, aggregate, sequence, place, "committed, not published, and not in the outbox");
    }
  }
}
