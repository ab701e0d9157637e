package com.storefront.system.checker;

import java.util.ArrayList;
import java.util.List;

/** Collects violations: counts all, keeps the first, so that a ruined run is judged as well. */
final class Findings {

  private static final int MOST = 1_000;

  private final List<Violation> violations = new ArrayList<>();
  private long count;

  void add(Kind kind, String aggregate, long version, Place place, String what) {
    count++;
    if (violations.size() < MOST) {
      violations.add(new Violation(kind, aggregate, version, place, what));
    }
  }

  Verdict verdict(long events, long aggregates) {
    return new Verdict(count, violations, events, aggregates);
  }
}
