package com.storefront.system;

import java.util.ArrayList;
import java.util.List;

/** Totals of many scenarios. */
final class Summary {

  private final List<Long> convergences = new ArrayList<>();
  private long commands;
  private long events;
  private long violations;
  private long failed;

  void add(Scenario scenario) {
    convergences.add(scenario.convergence().toMillis());
    commands += scenario.count().commands();
    events += scenario.findings().events();
    violations += scenario.findings().count();
    failed += scenario.isClean() ? 0 : 1;
  }

  /** How many scenarios failed. */
  long failed() {
    return failed;
  }

  @Override
  public String toString() {
    return "%,d schedules, %,d commands, %,d events, %,d violations, %,d schedules failed; copies equal after %.1f s (p50), %.1f s (p99)"
        .formatted(
            convergences.size(),
            commands,
            events,
            violations,
            failed,
            percentile(50),
            percentile(99));
  }

  private double percentile(int percent) {
    List<Long> sorted = convergences.stream().sorted().toList();
    int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
    return sorted.get(Math.max(0, rank - 1)) / 1000.0;
  }
}
