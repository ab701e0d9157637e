package com.storefront.system.checker;

import static com.storefront.system.checker.VersionLog.fingerprint;
import static com.storefront.system.checker.Violation.Kind.DIVERGED;
import static com.storefront.system.checker.Violation.Kind.GHOST;
import static com.storefront.system.checker.Violation.Kind.LOST;
import static com.storefront.system.checker.Violation.Kind.NOT_FORGOTTEN;
import static com.storefront.system.checker.Violation.Kind.REFUTED_ANSWER;
import static com.storefront.system.checker.Violation.Place.ACCOUNTS;
import static com.storefront.system.checker.Violation.Place.CLIENT;
import static com.storefront.system.checker.Violation.Place.CUSTOMER_TOPIC;
import static com.storefront.system.checker.Violation.Place.ORDERS_COPY;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One customer at accounts, on the topic and at orders, with the rules for them. */
final class CustomerTimeline {

  private record Source(
      long version,
      long event,
      boolean deleted,
      long content,
      long key,
      List<HistoryEvent.Pending> outbox) {}

  private record Copy(long sequence, long event, boolean deleted, long content) {}

  final TopicTimeline topic = new TopicTimeline(CUSTOMER_TOPIC);
  final Answers answers = new Answers();

  private final String id;
  private @Nullable Source source;
  private @Nullable Copy copy;

  CustomerTimeline(String id) {
    this.id = id;
  }

  void add(HistoryEvent.Account document) {
    source =
        new Source(
            document.version(),
            fingerprint(document.eventId()),
            document.deleted(),
            fingerprint(document.content()),
            fingerprint(document.key()),
            List.copyOf(document.outbox()));
  }

  void add(HistoryEvent.CustomerCopy document) {
    copy =
        new Copy(
            document.sequence(),
            fingerprint(document.eventId()),
            document.deleted(),
            fingerprint(document.content()));
  }

  void check(long firstFault, Findings findings) {
    topic.check(id, firstFault, findings);
    if (source == null) {
      checkWithoutSource(findings);
      return;
    }
    checkTopic(source, findings);
    checkCopy(source, copy, findings);
    checkAnswers(source, findings);
    if (source.deleted() && source.content() != 0) {
      findings.add(NOT_FORGOTTEN, id, source.version(), ACCOUNTS, "personal data after deletion");
    }
    if (copy != null && copy.deleted() && copy.content() != 0) {
      findings.add(NOT_FORGOTTEN, id, copy.sequence(), ORDERS_COPY, "personal data after deletion");
    }
  }

  private void checkWithoutSource(Findings findings) {
    if (!topic.published.isEmpty()) {
      findings.add(
          GHOST, id, topic.published.lastSequence(), CUSTOMER_TOPIC, "published, not at accounts");
    }
    if (copy != null) {
      findings.add(GHOST, id, copy.sequence(), ORDERS_COPY, "a copy without an original");
    }
    if (answers.highest() > 0 || answers.created() || answers.done(CommandKind.DELETE)) {
      findings.add(REFUTED_ANSWER, id, answers.highest(), CLIENT, "answered, but not at accounts");
    }
  }

  private void checkTopic(Source source, Findings findings) {
    VersionLog published = topic.published;
    for (int i = 0; i < published.size(); i++) {
      String fault = faultOf(published, i, source);
      if (fault != null) {
        findings.add(GHOST, id, published.sequence(i), CUSTOMER_TOPIC, fault);
      }
    }
    TopicTimeline.checkOutbox(id, source.outbox(), ACCOUNTS, findings);
    topic.checkPublication(id, source.version(), source.outbox(), findings);
  }

  private static @Nullable String faultOf(VersionLog published, int i, Source source) {
    if (published.sequence(i) > source.version()) {
      return "published, but accounts never had this version";
    }
    if (published.sequence(i) < source.version()) {
      return published.content(i) == 0 ? "a tombstone that is not the last version" : null;
    }
    if (published.event(i) != source.event()) {
      return "published under another event id than was committed";
    }
    boolean sameDeletion = source.deleted() == (published.content(i) == 0);
    boolean sameContent = source.deleted() || published.content(i) == source.content();
    return sameDeletion && sameContent ? null : "published with another content than was committed";
  }

  private void checkCopy(Source source, @Nullable Copy copy, Findings findings) {
    long expected = expectedSequence(source.version());
    if (copy == null) {
      if (expected > 0) {
        findings.add(LOST, id, expected, ORDERS_COPY, "published, but orders has no copy");
      }
    } else if (copy.sequence() > source.version()) {
      findings.add(GHOST, id, copy.sequence(), ORDERS_COPY, "accounts never had this version");
    } else if (copy.sequence() == source.version()) {
      checkCurrentCopy(source, copy, findings);
    } else {
      checkOlderCopy(copy, expected, findings);
    }
  }

  private void checkCurrentCopy(Source source, Copy copy, Findings findings) {
    if (copy.event() != source.event()) {
      findings.add(GHOST, id, copy.sequence(), ORDERS_COPY, "applied from an uncommitted event");
    }
    boolean bothDeleted = source.deleted() && copy.deleted();
    if (copy.deleted() != source.deleted()
        || (!bothDeleted && copy.content() != source.content())) {
      findings.add(DIVERGED, id, copy.sequence(), ORDERS_COPY, "differs from accounts");
    }
  }

  private void checkOlderCopy(Copy copy, long expected, Findings findings) {
    int record = topic.published.find(copy.sequence());
    if (record < 0) {
      findings.add(GHOST, id, copy.sequence(), ORDERS_COPY, "this version was never published");
    } else if (topic.published.event(record) != copy.event()) {
      findings.add(GHOST, id, copy.sequence(), ORDERS_COPY, "applied from an unpublished event");
    }
    if (copy.sequence() < expected) {
      findings.add(LOST, id, expected, ORDERS_COPY, "published, but never applied");
      findings.add(DIVERGED, id, expected, ORDERS_COPY, "the copy is older than accounts");
    }
  }

  /** The version that orders must have: the newest published one that is no dead letter. */
  private long expectedSequence(long committed) {
    VersionLog published = topic.published;
    for (int i = published.size() - 1; i >= 0; i--) {
      if (published.sequence(i) <= committed
          && !topic.isDeadLetter(published.sequence(i), published.event(i))) {
        return published.sequence(i);
      }
    }
    return 0;
  }

  private void checkAnswers(Source source, Findings findings) {
    if (answers.highest() > source.version()) {
      refute(answers.highest(), "answered, but accounts never had this version", findings);
    }
    VersionLog answered = answers.answered();
    for (int i = 0; i < answered.size(); i++) {
      long version = answered.sequence(i);
      int record = topic.published.find(version);
      boolean isCurrent = version == source.version() && !source.deleted();
      boolean differs =
          (isCurrent && answered.content(i) != source.content())
              || (record >= 0 && answered.content(i) != topic.published.content(record));
      if (answered.content(i) != 0 && differs) {
        refute(version, "answered with another content than was committed", findings);
      }
    }
    if (answers.done(CommandKind.DELETE) && !source.deleted()) {
      refute(source.version(), "answered as deleted, but not deleted", findings);
    }
    if (answers.isUnderOtherKey(source.key())) {
      refute(1, "created under another idempotency key", findings);
    }
    if (answers.forkedFrom() > 0) {
      refute(answers.forkedFrom(), "two changes of this version were answered as done", findings);
    }
    long most = answers.mostChangesBesideRefused();
    if (answers.created() && most >= 0 && source.version() > 1 + most) {
      refute(source.version(), "a refused command changed the customer", findings);
    }
  }

  private void refute(long version, String what, Findings findings) {
    findings.add(REFUTED_ANSWER, id, version, CLIENT, what);
  }
}
