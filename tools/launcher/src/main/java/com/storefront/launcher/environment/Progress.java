package com.storefront.launcher.environment;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/**
 * Shows on the standard error how far a task is, once it takes longer than two seconds: a line that
 * is replaced on a terminal, a line every ten seconds elsewhere.
 */
public final class Progress implements AutoCloseable {

  private static final Duration SILENT = Duration.ofSeconds(2);
  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(10);

  private final String task;
  private final PrintStream out;
  private final boolean isTerminal;
  private final long begin = System.nanoTime();
  private long next = begin + SILENT.toNanos();

  /**
   * @param task what is done with what, for example "Replaying dead letters"
   */
  public Progress(String task) {
    this(task, System.err, Ansi.AUTO.enabled());
  }

  Progress(String task, PrintStream out, boolean isTerminal) {
    this.task = task;
    this.out = out;
    this.isTerminal = isTerminal;
  }

  /**
   * Shows the progress if it is time to.
   *
   * @param total 0 if it is not known
   */
  public synchronized void show(long done, long total) {
    long now = System.nanoTime();
    if (now - next < 0) {
      return;
    }
    next = now + (isTerminal ? ON_TERMINAL : ELSEWHERE).toNanos();
    var line = describe(done, total, Duration.ofNanos(now - begin));
    // The next output begins at the start of the line and so replaces it.
    out.print(isTerminal ? line + "\u001b[K\r" : line + System.lineSeparator());
    out.flush();
  }

  String describe(long done, long total, Duration passed) {
    if (done == 0 || done > total) {
      return String.format(Locale.ROOT, "%s: %,d after %s", task, done, time(passed));
    }
    var left = time(passed.multipliedBy(total - done).dividedBy(done));
    return String.format(Locale.ROOT, "%s: %,d of %,d, %s left", task, done, total, left);
  }

  private static String time(Duration time) {
    return time.toMinutes() == 0
        ? time.toSeconds() + " s"
        : "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
  }

  /** Removes the line from a terminal. */
  @Override
  public void close() {
    if (isTerminal) {
      out.print("\u001b[K");
      out.flush();
    }
  }
}
