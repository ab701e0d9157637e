package com.storefront.system.checker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The result of a check. Counts all violations and keeps the first 1,000. */
public final class Findings {

  private static final int MAX_KEPT = 1_000;

  private final List<Violation> violations = new ArrayList<>();
  private final long events;
  private final long aggregates;
  private final Set<Violation.Kind> kinds = EnumSet.noneOf(Violation.Kind.class);
  private long count;

  /**
   * @param events in the history
   * @param aggregates customers and orders in the history
   */
  Findings(long events, long aggregates) {
    this.events = events;
    this.aggregates = aggregates;
  }

  void add(
      Violation.Kind kind, String aggregate, long version, Violation.Place place, String what) {
    count++;
    kinds.add(kind);
    if (violations.size() < MAX_KEPT) {
      violations.add(new Violation(kind, aggregate, version, place, what));
    }
  }

  /** The first violations. */
  public List<Violation> violations() {
    return Collections.unmodifiableList(violations);
  }

  /** The kinds of all violations. */
  public Set<Violation.Kind> kinds() {
    return Collections.unmodifiableSet(kinds);
  }

  /** How many violations there are. */
  public long count() {
    return count;
  }

  public boolean isClean() {
    return count == 0;
  }

  public long events() {
    return events;
  }

  public long aggregates() {
    return aggregates;
  }
}
