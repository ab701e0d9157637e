package com.storefront.system.checker;

import static com.storefront.system.checker.Violation.Kind.DOUBLED;
import static com.storefront.system.checker.Violation.Kind.REFUTED_ANSWER;
import static com.storefront.system.checker.Violation.Place.CLIENT;

import org.jspecify.annotations.Nullable;

/** One idempotency key: the answers to its commands, and the aggregates that carry it. */
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

  void check(Findings findings) {
    if (another != null) {
      findings.add(DOUBLED, another, 1, CLIENT, "same idempotency key as " + aggregate);
    }
    if (aggregate != null && refused && !mayBeDone) {
      findings.add(REFUTED_ANSWER, aggregate, 1, CLIENT, "creation was refused, but happened");
    }
  }
}
