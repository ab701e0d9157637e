package com.storefront.system.checker;

import com.storefront.events.order.OrderStatusType;

/** The answers to commands on one order are true. */
record AnswerRule(OrderTimeline timeline, Findings findings) {

  void check() {
    Answers answers = timeline.ordersAnswers;
    if (timeline.order != null) {
      checkVersions(answers, timeline.order.version());
      if (!timeline.order.erased() && answers.isUnderOtherKey(timeline.order.key())) {
        refute(1, "created under another idempotency key");
      }
    } else if (answers.created() || answers.highest() > 0) {
      refute(answers.highest(), "answered, but not at orders");
    }
    checkEffects(answers, CommandKind.Owner.ORDERS, timeline.ownHistory);
    checkVersions(
        timeline.fulfillmentAnswers,
        timeline.fulfillment == null ? 0 : timeline.fulfillment.version());
    checkEffects(
        timeline.fulfillmentAnswers, CommandKind.Owner.FULFILLMENT, timeline.fulfillmentHistory);
    checkFulfillmentAnswers();
  }

  private void checkVersions(Answers answers, long version) {
    if (answers.highest() > version) {
      refute(answers.highest(), "answered, but this version never existed");
    }
    if (answers.forkedFrom() > 0) {
      refute(answers.forkedFrom(), "two changes of this version were answered as done");
    }
  }

  /** An effect that was answered as done is in the history; one that was refused is not. */
  private void checkEffects(Answers answers, CommandKind.Owner owner, VersionLog history) {
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
      long most = answers.most(owner, effect) + timeline.bulkAnswers.most(owner, effect);
      if (kind == CommandKind.CANCEL && timeline.isCancelledBySystem) {
        most++;
      }
      if (answers.done(kind) && times == 0) {
        refute(0, "%s was answered as done".formatted(kind));
      } else if (kind != CommandKind.PLACE && answers.refused(owner, effect) && times > most) {
        refute(last, "%s was refused, but happened".formatted(kind));
      }
    }
  }

  /** Answers of fulfillment contain the version of the entry, so each can be looked up. */
  private void checkFulfillmentAnswers() {
    VersionLog answered = timeline.fulfillmentAnswers.answered();
    for (int i = 0; i < answered.size(); i++) {
      int entry = timeline.fulfillmentHistory.find(answered.sequence(i));
      if (entry < 0 || timeline.fulfillmentHistory.status(entry) != answered.status(i)) {
        refute(answered.sequence(i), "%s was answered as done".formatted(answered.status(i)));
      }
    }
  }

  private void refute(long version, String what) {
    findings.add(Violation.Kind.REFUTED_ANSWER, timeline.id, version, Violation.Place.CLIENT, what);
  }
}
