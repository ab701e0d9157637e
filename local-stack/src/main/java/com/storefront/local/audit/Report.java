package com.storefront.local.audit;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an audit found, for people and for Prometheus; of many differences the first are named. */
public final class Report {

  private final PrintStream out;
  private final Clock clock;
  private final Duration tolerated;
  private final int most;
  private final Map<String, Tally> tallies = new TreeMap<>();

  private long differences;
  private long old;

  /**
   * @param tolerated a difference may be so old
   * @param most so many are printed
   */
  public Report(PrintStream out, Clock clock, Duration tolerated, int most) {
    this.out = out;
    this.clock = clock;
    this.tolerated = tolerated;
    this.most = most;
  }

  /** Counts a difference, and prints it if it is among the first. */
  public void add(Difference difference) {
    Instant now = clock.instant();
    boolean isOld = difference.isOlderThan(tolerated, now);
    differences++;
    old += isOld ? 1 : 0;
    Duration age = age(difference.since(), now);
    tallies
        .computeIfAbsent(key(difference.hop(), difference.cause()), key -> new Tally())
        .add(age == null ? tolerated : age);
    if (differences <= most) {
      out.printf(
          "%s %s: %s told %d, %s knows %d; %s; %s%n    %s%n",
          difference.hop(),
          difference.aggregate(),
          difference.hop().source(),
          difference.told(),
          difference.hop().follower(),
          difference.known(),
          difference.cause(),
          age == null ? "nobody knows since when" : "for " + seconds(age) + " s",
          difference.cause().meaning());
    }
  }

  /** Ends it with one line, and returns whether no difference is older than tolerated. */
  public boolean close(long compared) {
    if (differences > most) {
      out.printf("and %d more%n", differences - most);
    }
    out.printf(
        "%d aggregates compared, %d differences, %d of them older than %d s.%n",
        compared, differences, old, tolerated.toSeconds());
    return old == 0;
  }

  /** Writes what node exporter's textfile collector reads, all at once. */
  public void writeMetrics(Path file, long compared) {
    var text = new StringBuilder();
    text.append("# HELP storefront_audit_differences Aggregates that differ from their source\n")
        .append("# TYPE storefront_audit_differences gauge\n");
    each((labels, tally) -> line(text, "differences", labels, tally.count));
    text.append("# TYPE storefront_audit_oldest_seconds gauge\n");
    each((labels, tally) -> line(text, "oldest_seconds", labels, tally.oldest.toSeconds()));
    text.append("# TYPE storefront_audit_compared gauge\n");
    line(text, "compared", "", compared);
    text.append("# TYPE storefront_audit_time_seconds gauge\n");
    line(text, "time_seconds", "", clock.instant().getEpochSecond());
    try {
      Path beside = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(beside, text);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void line(StringBuilder text, String name, String labels, long value) {
    text.append("storefront_audit_").append(name).append(labels).append(' ').append(value);
    text.append('\n');
  }

  /** Also what was not found: a series that vanishes looks like an audit that never ran. */
  private void each(Series series) {
    for (Hop hop : Hop.values()) {
      Arrays.stream(Cause.values())
          .map(cause -> key(hop, cause))
          .forEach(key -> series.take(key, tallies.getOrDefault(key, new Tally())));
    }
  }

  private interface Series {
    void take(String labels, Tally tally);
  }

  private static String key(Hop hop, Cause cause) {
    return "{hop=\"%s\",cause=\"%s\"}".formatted(hop, cause);
  }

  private @Nullable Duration age(@Nullable Instant since, Instant now) {
    return since == null ? null : Duration.between(since, now);
  }

  private static String seconds(Duration age) {
    return String.format(Locale.ROOT, "%.1f", age.toMillis() / 1000.0);
  }

  private static final class Tally {
    private long count;
    private Duration oldest = Duration.ZERO;

    void add(Duration age) {
      count++;
      oldest = age.compareTo(oldest) > 0 ? age : oldest;
    }
  }
}
