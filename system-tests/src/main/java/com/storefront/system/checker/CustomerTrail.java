package com.storefront.system.checker;

import static com.storefront.system.checker.Ledger.fingerprint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that a history says of one customer. */
final class CustomerTrail {

  /** What is kept of the document at accounts. */
  private record Kept(
      long version,
      long event,
      boolean deleted,
      long content,
      long key,
      List<HistoryEvent.Pending> outbox) {}

  /** What is kept of the copy at orders. */
  private record Copy(long sequence, long event, boolean deleted, long content) {}

  private final String id;
  private final TopicTrail topic = new TopicTrail(Place.CUSTOMER_TOPIC);
  private final Answers answers = new Answers();
  private @Nullable Kept account;
  private @Nullable Copy copy;

  CustomerTrail(String id) {
    this.id = id;
  }

  TopicTrail topic() {
    return topic;
  }

  Answers answers() {
    return answers;
  }

  void add(HistoryEvent.Account document) {
    account =
        new Kept(
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

  void judge(long firstFault, Findings findings) {
    topic.judge(id, firstFault, findings);
    if (account == null) {
      judgeWithoutAccount(findings);
      return;
    }
    judgeTopic(account, findings);
    judgeCopy(account, copy, findings);
    judgeAnswers(account, findings);
    if (account.deleted() && account.content() != 0) {
      findings.add(
          Kind.NOT_FORGOTTEN,
          id,
          account.version(),
          Place.ACCOUNTS,
          "personal data after deletion");
    }
    if (copy != null && copy.deleted() && copy.content() != 0) {
      findings.add(
          Kind.NOT_FORGOTTEN,
          id,
          copy.sequence(),
          Place.ORDERS_COPY,
          "personal data after deletion");
    }
  }

  private void judgeWithoutAccount(Findings findings) {
    Ledger told = topic.told();
    if (told.size() > 0) {
      long last = told.sequence(told.size() - 1);
      findings.add(Kind.GHOST, id, last, Place.CUSTOMER_TOPIC, "published, but not at accounts");
    }
    if (copy != null) {
      findings.add(Kind.GHOST, id, copy.sequence(), Place.ORDERS_COPY, "a copy of nobody");
    }
    if (answers.highest() > 0 || answers.created() || answers.done(CommandKind.DELETE)) {
      findings.add(
          Kind.REFUTED_ANSWER,
          id,
          answers.highest(),
          Place.CLIENT,
          "answered, but not at accounts");
    }
  }

  private void judgeTopic(Kept account, Findings findings) {
    Ledger told = topic.told();
    for (int i = 0; i < told.size(); i++) {
      String fault = faultOf(told, i, account);
      if (fault != null) {
        findings.add(Kind.GHOST, id, told.sequence(i), Place.CUSTOMER_TOPIC, fault);
      }
    }
    topic.judgeOutbox(id, account.outbox(), Place.ACCOUNTS, findings);
    topic.judgePublication(id, account.version(), account.outbox(), findings);
  }

  private static @Nullable String faultOf(Ledger told, int i, Kept account) {
    if (told.sequence(i) > account.version()) {
      return "published, but accounts never had this version";
    }
    if (told.sequence(i) < account.version()) {
      return told.content(i) == 0 ? "a tombstone of a version that is followed by another" : null;
    }
    if (told.event(i) != account.event()) {
      return "published under another event id than was committed";
    }
    boolean sameEnd = account.deleted() == (told.content(i) == 0);
    boolean sameContent = account.deleted() || told.content(i) == account.content();
    return sameEnd && sameContent ? null : "published with another content than was committed";
  }

  private void judgeCopy(Kept account, @Nullable Copy copy, Findings findings) {
    long due = due(account.version());
    if (copy == null) {
      if (due > 0) {
        findings.add(Kind.LOST, id, due, Place.ORDERS_COPY, "published, but orders has no copy");
      }
    } else if (copy.sequence() > account.version()) {
      findings.add(
          Kind.GHOST, id, copy.sequence(), Place.ORDERS_COPY, "accounts never had this version");
    } else if (copy.sequence() == account.version()) {
      judgePresent(account, copy, findings);
    } else {
      judgeOlder(copy, due, findings);
    }
  }

  private void judgePresent(Kept account, Copy copy, Findings findings) {
    if (copy.event() != account.event()) {
      findings.add(
          Kind.GHOST, id, copy.sequence(), Place.ORDERS_COPY, "applied from an uncommitted event");
    }
    boolean bothGone = account.deleted() && copy.deleted();
    if (copy.deleted() != account.deleted() || (!bothGone && copy.content() != account.content())) {
      findings.add(Kind.DIVERGED, id, copy.sequence(), Place.ORDERS_COPY, "differs from accounts");
    }
  }

  private void judgeOlder(Copy copy, long due, Findings findings) {
    int told = topic.told().find(copy.sequence());
    if (told < 0) {
      findings.add(
          Kind.GHOST, id, copy.sequence(), Place.ORDERS_COPY, "a version that was never published");
    } else if (topic.told().event(told) != copy.event()) {
      findings.add(
          Kind.GHOST, id, copy.sequence(), Place.ORDERS_COPY, "applied from an unpublished event");
    }
    if (copy.sequence() < due) {
      findings.add(Kind.LOST, id, due, Place.ORDERS_COPY, "published, but never applied");
      findings.add(Kind.DIVERGED, id, due, Place.ORDERS_COPY, "the copy is older than accounts");
    }
  }

  /** The version that orders must have: the newest that was published and not set aside. */
  private long due(long committed) {
    Ledger told = topic.told();
    for (int i = told.size() - 1; i >= 0; i--) {
      if (told.sequence(i) <= committed && !topic.isSetAside(told.sequence(i), told.event(i))) {
        return told.sequence(i);
      }
    }
    return 0;
  }

  private void judgeAnswers(Kept account, Findings findings) {
    if (answers.highest() > account.version()) {
      refute(answers.highest(), "answered, but accounts never had this version", findings);
    }
    Ledger answered = answers.answered();
    for (int i = 0; i < answered.size(); i++) {
      long version = answered.sequence(i);
      int told = topic.told().find(version);
      boolean isLast = version == account.version() && !account.deleted();
      boolean differs =
          (isLast && answered.content(i) != account.content())
              || (told >= 0 && answered.content(i) != topic.told().content(told));
      if (answered.content(i) != 0 && differs) {
        refute(version, "answered with another content than was committed", findings);
      }
    }
    if (answers.done(CommandKind.DELETE) && !account.deleted()) {
      refute(account.version(), "the deletion was answered, the customer is there", findings);
    }
    if (answers.isUnderOtherKey(account.key())) {
      refute(1, "created under another idempotency key", findings);
    }
    if (answers.forkedFrom() > 0) {
      refute(answers.forkedFrom(), "two changes of this version were answered as done", findings);
    }
    long most = answers.mostChangesBesideRefused();
    if (answers.created() && most >= 0 && account.version() > 1 + most) {
      refute(account.version(), "a refused command changed the customer", findings);
    }
  }

  private void refute(long version, String what, Findings findings) {
    findings.add(Kind.REFUTED_ANSWER, id, version, Place.CLIENT, what);
  }
}
