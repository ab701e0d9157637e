package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.system.checker.Checker;
import com.storefront.system.checker.Findings;
import com.storefront.system.checker.HistoryEvent;
import com.storefront.system.checker.HistoryFile;
import com.storefront.system.checker.Violation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random commands of concurrent clients keep every guarantee. */
class HistoryTests {

  private static final int COMMANDS_EACH = 75;
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final Storefront storefront = Storefront.running();
  private final Recorder recorder = new Recorder(storefront);

  @Test
  void hasNoViolation(@TempDir Path folder) {
    long seed = Long.getLong("storefront.seed", System.nanoTime());
    System.out.println("history: storefront.seed=" + seed);

    var clients = new Clients(recorder, seed);
    clients.send(COMMANDS_EACH);

    Path history = folder.resolve("history.jsonl");
    await("a history without violations, seed " + seed)
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              Findings findings = Checker.check(recorder.write(history));
              System.out.printf(
                  "history: %,d events of %,d aggregates, %,d violations%n",
                  findings.events(), findings.aggregates(), findings.count());
              assertThat(findings.violations()).isEmpty();
            });
    assertThat(clients.orders()).hasSizeGreaterThan(24);
    assertThat(kindsWithout(HistoryEvent.Published.class, history))
        .contains(Violation.Kind.LOST)
        .doesNotContain(Violation.Kind.DIVERGED);
    assertThat(kindsWithout(HistoryEvent.CustomerCopy.class, history))
        .containsOnly(Violation.Kind.LOST);
    assertThat(kindsWithout(HistoryEvent.Account.class, history))
        .contains(Violation.Kind.GHOST, Violation.Kind.REFUTED_ANSWER);
    assertThat(kindsWithout(HistoryEvent.ImportResult.class, history))
        .containsExactlyInAnyOrder(Violation.Kind.LOST, Violation.Kind.DIVERGED);
    assertThat(kindsWithout(HistoryEvent.Fulfillment.class, history))
        .contains(
            Violation.Kind.LOST,
            Violation.Kind.GHOST,
            Violation.Kind.STUCK,
            Violation.Kind.REFUTED_ANSWER);
  }

  /** The violations in the history without its events of one type. */
  private static Set<Violation.Kind> kindsWithout(
      Class<? extends HistoryEvent> omitted, Path history) {
    var checker = new Checker();
    HistoryFile.read(
        history,
        event -> {
          if (!omitted.isInstance(event)) {
            checker.accept(event);
          }
        });
    return checker.findings().kinds();
  }
}
