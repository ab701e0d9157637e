package com.storefront.system;

import com.storefront.system.checker.Checker;
import com.storefront.system.checker.Findings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The result of a schedule of faults under load.
 *
 * @param missing at the copies; empty if they came to equal their sources
 * @param convergence time from the end of all faults until the copies equal their sources
 * @param history deleted if the scenario is clean
 */
record Scenario(
    FaultSchedule schedule,
    Recorder.Count count,
    Findings findings,
    String missing,
    Duration convergence,
    Path history) {

  private static final Duration OPEN_COMMANDS_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

  /**
   * Runs clients and faults, waits for convergence and checks the history.
   *
   * @param histories folder of the histories
   * @param timeout of the convergence
   */
  static Scenario run(
      ProxiedStorefront proxied,
      FaultSchedule schedule,
      Baseline baseline,
      Path histories,
      Duration timeout)
      throws Exception {
    var recorder = new Recorder(proxied.storefront(), baseline);
    var clients = new Clients(recorder, schedule.seed());
    var bulk = new BulkWorkload(recorder);
    if (schedule.bulkCustomers() > 0) {
      BulkWorkload.createCustomers(proxied.storefront(), schedule.bulkCustomers());
      bulk.start();
    }
    clients.start();
    try {
      new FaultInjector(proxied, recorder).run(schedule);
    } finally {
      clients.stop();
      bulk.stop();
    }

    long healed = System.nanoTime();
    var copies = new CopyComparison(proxied.storefront(), baseline);
    String missing = "";
    try {
      Awaitility.await()
          .atMost(timeout)
          .pollDelay(Duration.ZERO)
          .pollInterval(POLL_INTERVAL)
          .until(() -> copies.missing().isEmpty());
    } catch (ConditionTimeoutException timedOut) {
      missing = copies.missing();
    }
    Duration convergence = Duration.ofNanos(System.nanoTime() - healed);

    Path history = Files.createDirectories(histories).resolve(schedule.seed() + ".jsonl");
    Findings findings =
        missing.isEmpty()
            ? findingsAtTheEnd(recorder, history)
            : Checker.check(recorder.write(history));
    var scenario =
        new Scenario(schedule, recorder.count(), findings, missing, convergence, history);
    if (scenario.isClean()) {
      Files.delete(history);
    }
    return scenario;
  }

  /**
   * Repeats the check while there are violations, because a command whose client gave up may still
   * be running.
   */
  private static Findings findingsAtTheEnd(Recorder recorder, Path history) {
    var findings = new AtomicReference<>(Checker.check(recorder.write(history)));
    if (!findings.get().isClean()) {
      try {
        Awaitility.await()
            .atMost(OPEN_COMMANDS_TIMEOUT)
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () -> {
                  findings.set(Checker.check(recorder.write(history)));
                  return findings.get().isClean();
                });
      } catch (ConditionTimeoutException timedOut) {
        // The findings contain the violations.
      }
    }
    return findings.get();
  }

  boolean isClean() {
    return findings.isClean() && missing.isEmpty() && count.deadLetters() == 0;
  }

  @Override
  public String toString() {
    String line =
        "seed %d | %s | %,d commands, %,d unanswered | %,d events | %s | copies equal after %.1f s"
            .formatted(
                schedule.seed(),
                schedule,
                count.commands(),
                count.unanswered(),
                findings.events(),
                isClean() ? "clean" : findings.count() + " VIOLATIONS",
                convergence.toMillis() / 1000.0);
    return isClean() ? line : line + details();
  }

  private String details() {
    return "%n  %s%n  still missing: %s%n  dead letters: %d%n  history: %s"
        .formatted(
            findings.violations().stream()
                .map(Object::toString)
                .collect(Collectors.joining("\n  ")),
            missing,
            count.deadLetters(),
            history);
  }
}
