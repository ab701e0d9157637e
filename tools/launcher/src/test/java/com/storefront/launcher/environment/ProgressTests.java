package com.storefront.launcher.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTests {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          500   | 2000    | 2   | Reading: 500 of 2,000, 6 s left
          1000  | 1000000 | 1   | Reading: 1,000 of 1,000,000, 16 min 39 s left
          2000  | 2000    | 5   | Reading: 2,000 of 2,000, 0 s left
          0     | 2000    | 3   | Reading: 0 after 3 s
          500   | 0       | 75  | Reading: 500 after 1 min 15 s
          2001  | 2000    | 2   | Reading: 2,001 after 2 s
          """)
  void countsAndEstimatesTheTimeLeft(long done, long total, long seconds, String line) {
    try (var progress = progress(false)) {
      assertThat(progress.describe(done, total, Duration.ofSeconds(seconds))).isEqualTo(line);
    }
  }

  @Test
  void isShownAsLinesOnceATaskTakesLonger() {
    try (var progress = progress(false)) {
      progress.show(1, 1_000_000);
      assertThat(printed.toString()).isEmpty();

      await()
          .untilAsserted(
              () -> {
                progress.show(1, 1_000_000);
                assertThat(printed.toString()).isNotEmpty();
              });
      progress.show(2, 1_000_000);
    }

    assertThat(printed.toString())
        .matches("Reading: 1 of 1,000,000, \\d+ min \\d+ s left" + System.lineSeparator());
  }

  @Test
  void isReplacedAndRemovedOnATerminal() {
    try (var progress = progress(true)) {
      await()
          .untilAsserted(
              () -> {
                progress.show(3, 3);
                assertThat(printed.toString()).contains("Reading: 3 of 3, 0 s left\u001b[K\r");
              });
    }

    assertThat(printed.toString()).endsWith("\r\u001b[K").doesNotContain("\n");
  }

  private Progress progress(boolean isTerminal) {
    return new Progress("Reading", new PrintStream(printed), isTerminal);
  }
}
