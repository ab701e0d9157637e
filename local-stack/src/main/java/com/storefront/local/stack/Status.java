package com.storefront.local.stack;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** What each part of the storefront does at this moment. */
final class Status {

  private static final String LINE = "  %-12s %-5s %8s  %-12s %s%n";

  private Status() {}

  /**
   * Prints one line a part, and returns 0 if the storefront runs, 3 if not (as init scripts do).
   */
  static int print(Home home) {
    var stack = RunningStack.find(home);
    var ports = stack.map(RunningStack::ports).orElse(Ports.usual());
    System.out.printf(LINE, "part", "state", "pid", "port", "memory");
    for (var part : Part.values()) {
      var process =
          part == Part.KAFKA
              ? stack.flatMap(running -> ProcessHandle.of(running.launcher()))
              : home.pidFile(part).process();
      System.out.printf(
          LINE,
          part,
          process.isPresent() ? "up" : "down",
          process.map(handle -> Long.toString(handle.pid())).orElse("-"),
          ports.of(part) + (part.isService() ? ", " + ports.managementOf(part) : ""),
          process.flatMap(Status::megabytes).map(Status::text).orElse("-")
              + (part == Part.KAFKA ? " (in the launcher)" : ""));
    }
    return stack.isPresent() ? 0 : 3;
  }

  private static String text(double megabytes) {
    return String.format(Locale.ROOT, "%.0f MB", megabytes);
  }

  /** Resident memory; only {@code ps} knows it on every Unix. */
  private static Optional<Double> megabytes(ProcessHandle process) {
    try {
      var ps =
          new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid()))
              .redirectErrorStream(true)
              .start();
      try (var output = ps.inputReader()) {
        return output.lines().findFirst().map(line -> Double.parseDouble(line.trim()) / 1024);
      }
    } catch (IOException | NumberFormatException unknown) {
      return Optional.empty();
    }
  }
}
