package com.storefront.system;

import java.util.ArrayList;
import java.util.List;

/** What came of many trials together. */
final class Total {

  private final List<Long> convergences = new ArrayList<>();
  private long commands;
  private long events;
  private long violations;
  private long failed;

  void add(Trial trial) {
    convergences.add(trial.convergence().toMillis());
    commands += trial.count().commands();
    events += trial.verdict().events();
    violations += trial.verdict().count();
    failed += trial.isClean() ? 0 : 1;
  }

  /** How many trials there is something to complain of. */
  long failed() {
    return failed;
  }

  @Override
  public String toString() {
    return "%,d schedules, %,d commands, %,d events, %,d violations, %,d schedules failed; followers equal after %.1f s (p50), %.1f s (p99)"
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
