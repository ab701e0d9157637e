package com.storefront.system.checker;

import org.jspecify.annotations.Nullable;

/** What became of one idempotency key: what was answered, and what is there. */
final class KeyUse {

  private boolean mayBeDone;
  private boolean refused;
  private @Nullable String aggregate;
  private @Nullable String another;

  void add(HistoryEvent.Command command) {
    refused |= command.isRefused();
    mayBeDone |= !command.isRefused();
  }

  void add(String created) {
    if (aggregate == null) {
      aggregate = created;
    } else {
      another = created;
    }
  }

  void judge(Findings findings) {
    if (aggregate == null) {
      return;
    }
    Place place = Place.CLIENT;
    if (another != null) {
      findings.add(Kind.DOUBLED, another, 1, place, "one idempotency key made two: " + aggregate);
    }
    if (refused && !mayBeDone) {
      findings.add(Kind.REFUTED_ANSWER, aggregate, 1, place, "creation was refused, but happened");
    }
  }
}
