package com.storefront.system.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckerTests {

  private static final int CLEAN_RUNS = 400;

  /** A million for the figure in docs/decisions/0008-the-checker.md. */
  private static final int RECORDS = Integer.getInteger("storefront.checker.records", 100_000);

  @Test
  void reportsNothingForCorrectHistories() {
    for (int seed = 1; seed <= CLEAN_RUNS; seed++) {
      assertThat(check(SyntheticRun.shuffled(seed, 10 + seed % 60)).violations())
          .as("seed %d", seed)
          .isEmpty();
    }
  }

  @Test
  void reportsNothingForTheHistoryOfAHundredThousandCustomers() {
    var checker = new Checker();

    SyntheticRun.generate(7, 100_000, checker);

    assertThat(checker.findings().violations()).isEmpty();
  }

  @Test
  void readsTheFileThatItWrote(@TempDir Path folder) {
    Path file = folder.resolve("history.jsonl");
    List<HistoryEvent> history = SyntheticRun.shuffled(3, 20);

    try (HistoryFile lines = HistoryFile.create(file)) {
      history.forEach(lines);
    }

    var read = new ArrayList<HistoryEvent>();
    HistoryFile.read(file, read::add);
    assertThat(read).isEqualTo(history);
    assertThat(Checker.check(file).isClean()).isTrue();
  }

  @Test
  void checksALongHistoryFromDisk(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("history.jsonl");
    long[] records = new long[1];
    try (HistoryFile lines = HistoryFile.create(file)) {
      for (int seed = 1; records[0] < RECORDS; seed++) {
        SyntheticRun.generate(
            seed,
            10_000,
            event -> {
              records[0] += event instanceof HistoryEvent.Published ? 1 : 0;
              lines.accept(event);
            });
      }
    }

    var checker = new Checker();
    long begun = System.nanoTime();
    HistoryFile.read(file, checker);
    System.gc();
    long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    Findings findings = checker.findings();

    System.out.printf(
        "checker: %,d records, %,d events, %,d aggregates, %,d MB of history: %.1f s, %,d MB of heap%n",
        records[0],
        findings.events(),
        findings.aggregates(),
        Files.size(file) >> 20,
        (System.nanoTime() - begun) / 1e9,
        used >> 20);
    assertThat(findings.violations()).isEmpty();
  }

  static Findings check(List<HistoryEvent> history) {
    var checker = new Checker();
    history.forEach(checker);
    return checker.findings();
  }
}
