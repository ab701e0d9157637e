package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.system.checker.Checker;
import com.storefront.system.checker.HistoryEvent;
import com.storefront.system.checker.HistoryFile;
import com.storefront.system.checker.Kind;
import com.storefront.system.checker.Verdict;
import com.storefront.system.checker.Violation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random commands from several clients at once, and the checker's verdict on the whole run. */
class HistoryTests {

  private static final int COMMANDS_EACH = 75;
  private static final Duration COMES_TO_REST = Duration.ofSeconds(90);

  private final Storefront storefront = Storefront.running();
  private final Recorder recorder = new Recorder(storefront);

  @Test
  void leavesAHistoryWithoutAViolation(@TempDir Path folder) {
    long seed = Long.getLong("storefront.seed", System.nanoTime());
    System.out.println("history: storefront.seed=" + seed);

    var clients = new Clients(recorder, seed);
    clients.send(COMMANDS_EACH);

    Path history = folder.resolve("history.jsonl");
    await("the run to come to rest without a violation, seed " + seed)
        .atMost(COMES_TO_REST)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              Verdict verdict = Checker.judge(recorder.write(history));
              System.out.printf(
                  "history: %,d events of %,d aggregates, %,d violations%n",
                  verdict.events(), verdict.aggregates(), verdict.count());
              assertThat(verdict.violations()).isEmpty();
            });
    assertThat(clients.orders()).hasSizeGreaterThan(24);
    assertThat(verdictWithout(HistoryEvent.Published.class, history))
        .contains(Kind.LOST)
        .doesNotContain(Kind.DIVERGED);
    assertThat(verdictWithout(HistoryEvent.CustomerCopy.class, history)).containsOnly(Kind.LOST);
    assertThat(verdictWithout(HistoryEvent.Account.class, history))
        .contains(Kind.GHOST, Kind.REFUTED_ANSWER);
    assertThat(verdictWithout(HistoryEvent.Fulfillment.class, history))
        .contains(Kind.LOST, Kind.GHOST, Kind.STUCK, Kind.REFUTED_ANSWER);
  }

  /** What the checker says of a real history that lacks something. */
  private static Set<Kind> verdictWithout(Class<? extends HistoryEvent> left, Path history) {
    var checker = new Checker();
    HistoryFile.read(
        history,
        event -> {
          if (!left.isInstance(event)) {
            checker.accept(event);
          }
        });
    return checker.verdict().violations().stream().map(Violation::kind).collect(Collectors.toSet());
  }
}
