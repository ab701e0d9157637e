package com.storefront.system.checker;

import com.storefront.events.OrderStatusType;
import org.jspecify.annotations.Nullable;

/** Whether clients were told the truth. */
final class AnswerJudge {

  private final String id;
  private final OrderTrail.@Nullable Ordered order;
  private final OrderTrail.@Nullable Fulfilled fulfillment;
  private final Ledger own;
  private final Ledger stations;
  private final Answers ofAll;
  private final Answers ofOrders;
  private final Answers ofFulfillment;
  private final Findings findings;

  AnswerJudge(OrderTrail trail, Findings findings) {
    this.id = trail.id;
    this.order = trail.order;
    this.fulfillment = trail.fulfillment;
    this.own = trail.own;
    this.stations = trail.stations;
    this.ofAll = trail.ofAll;
    this.ofOrders = trail.ofOrders;
    this.ofFulfillment = trail.ofFulfillment;
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
