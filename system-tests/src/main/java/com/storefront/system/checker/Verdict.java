package com.storefront.system.checker;

import java.util.List;

/**
 * What the checker found.
 *
 * @param count of all violations
 * @param violations the first of them
 * @param events how many events the history has
 * @param aggregates how many customers and orders it tells of
 */
public record Verdict(long count, List<Violation> violations, long events, long aggregates) {

  public Verdict {
    violations = List.copyOf(violations);
  }

  public boolean isClean() {
    return count == 0;
  }
}
