package com.storefront.system;

import com.storefront.system.checker.Checker;
import com.storefront.system.checker.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * How the storefront came through a schedule of faults under load.
 *
 * @param missing what followers never got; empty if they came to equal their sources
 * @param convergence from when all faults were over until they did
 * @param history kept if there is something to complain of
 */
record Trial(
    FaultSchedule schedule,
    Recorder.Count count,
    Verdict verdict,
    String missing,
    Duration convergence,
    Path history) {

  private static final Duration COMES_TO_REST = Duration.ofSeconds(15);
  private static final Duration A_LOOK = Duration.ofMillis(50);

  /**
   * @param histories where the history is kept if need be
   * @param patience how long followers may take to equal their sources
   */
  static Trial of(
      FragileStorefront victim,
      FaultSchedule schedule,
      Past past,
      Path histories,
      Duration patience)
      throws Exception {
    var recorder = new Recorder(victim.storefront(), past);
    var clients = new Clients(recorder, schedule.seed());
    var crowd = new Crowd(recorder);
    if (schedule.crowd() > 0) {
      Crowd.gather(victim.storefront(), schedule.crowd());
      crowd.start();
    }
    clients.start();
    try {
      new Saboteur(victim, recorder).carryOut(schedule);
    } finally {
      clients.stop();
      crowd.stop();
    }

    long healed = System.nanoTime();
    var followers = new Followers(victim.storefront(), past);
    String missing = "";
    try {
      Awaitility.await()
          .atMost(patience)
          .pollDelay(Duration.ZERO)
          .pollInterval(A_LOOK)
          .until(() -> followers.missing().isEmpty());
    } catch (ConditionTimeoutException never) {
      missing = followers.missing();
    }
    Duration convergence = Duration.ofNanos(System.nanoTime() - healed);

    Path history = Files.createDirectories(histories).resolve(schedule.seed() + ".jsonl");
    Verdict verdict =
        missing.isEmpty()
            ? verdictAtRest(recorder, history)
            : Checker.judge(recorder.write(history));
    var trial = new Trial(schedule, recorder.count(), verdict, missing, convergence, history);
    if (trial.isClean()) {
      Files.delete(history);
    }
    return trial;
  }

  /**
   * A command that its client gave up may still be at work when the followers are even, so a first
   * look may see half of it. What is wrong stays wrong.
   */
  private static Verdict verdictAtRest(Recorder recorder, Path history) {
    var verdict = new AtomicReference<>(Checker.judge(recorder.write(history)));
    if (!verdict.get().isClean()) {
      try {
        Awaitility.await()
            .atMost(COMES_TO_REST)
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () -> {
                  verdict.set(Checker.judge(recorder.write(history)));
                  return verdict.get().isClean();
                });
      } catch (ConditionTimeoutException stays) {
        // The verdict says what is wrong.
      }
    }
    return verdict.get();
  }

  boolean isClean() {
    return verdict.isClean() && missing.isEmpty() && count.deadLetters() == 0;
  }

  @Override
  public String toString() {
    String line =
        "seed %d | %s | %,d commands, %,d unanswered | %,d events | %s | followers equal after %.1f s"
            .formatted(
                schedule.seed(),
                schedule,
                count.commands(),
                count.unanswered(),
                verdict.events(),
                isClean() ? "clean" : verdict.count() + " VIOLATIONS",
                convergence.toMillis() / 1000.0);
    return isClean() ? line : line + complaint();
  }

  private String complaint() {
    return "%n  %s%n  still missing: %s%n  dead letters: %d%n  history: %s"
        .formatted(
            verdict.violations().stream().map(Object::toString).collect(Collectors.joining("\n  ")),
            missing,
            count.deadLetters(),
            history);
  }
}
