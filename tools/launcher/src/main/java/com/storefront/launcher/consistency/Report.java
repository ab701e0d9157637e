package com.storefront.launcher.consistency;

import com.storefront.launcher.environment.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Prints the differences that a check finds, and counts them for Prometheus. */
public final class Report {

  private static final Set<Cause> DROPPED =
      EnumSet.of(Cause.NO_SOURCE, Cause.SOURCE_BEHIND, Cause.CONTRADICTION);

  private final PrintStream out;
  private final Clock clock;
  private final Duration tolerated;
  private final int limit;
  private final Map<String, Tally> tallies = new HashMap<>();
  private final Set<String> explanations = new TreeSet<>();

  private long differences;
  private long old;

  /**
   * @param tolerated age of a difference that is no failure
   * @param limit of the differences that are printed
   */
  public Report(PrintStream out, Clock clock, Duration tolerated, int limit) {
    this.out = out;
    this.clock = clock;
    this.tolerated = tolerated;
    this.limit = limit;
  }

  private static final class Tally {
    private long count;
    private Duration oldest = Duration.ZERO;
  }

  /** Counts a difference, and prints it within the limit. */
  public void add(Difference difference) {
    Instant now = clock.instant();
    differences++;
    old += difference.isOlderThan(tolerated, now) ? 1 : 0;
    explanations.add(difference.cause() + ": " + difference.cause().explain(difference.link()));
    var since = difference.since();
    Duration age = since == null ? tolerated : Duration.between(since, now);
    String labels = labels(difference.link(), difference.cause());
    Tally tally = tallies.computeIfAbsent(labels, first -> new Tally());
    tally.count++;
    tally.oldest = age.compareTo(tally.oldest) > 0 ? age : tally.oldest;
    if (differences <= limit) {
      print(difference, since == null ? "for an unknown time" : "for " + seconds(age));
    }
  }

  private void print(Difference difference, String duration) {
    var link = difference.link();
    out.printf(
        "%s %s: version %d in %s, %d in %s; %s; %s%n",
        link,
        Console.quoted(difference.aggregate()),
        difference.published(),
        link.source(),
        difference.applied(),
        link.consumer(),
        difference.cause(),
        duration);
    if (DROPPED.contains(difference.cause())) {
      out.printf(
          "    to drop it: mongosh URI --eval 'db.getSiblingDB(\"%s\").%s'%n",
          link.consumer(), dropping(difference));
    }
  }

  /** The command for the database of the consumer; ids are escaped for JavaScript and the shell. */
  private static String dropping(Difference difference) {
    String id = escaped(difference.aggregate());
    return switch (difference.link()) {
      case CUSTOMERS -> "getCollection(\"customers\").deleteOne({_id: \"%s\"})".formatted(id);
      case REQUESTS ->
          "getCollection(\"fulfillment.requests\").deleteOne({_id: \"%s\"})".formatted(id);
      case REPORTS ->
          ("getCollection(\"customer.orders\").updateOne({_id: \"%s\"}, [{$set: {version: {$add:"
                  + " [\"$version\", 1]}, history: {$filter: {input: \"$history\", cond: {$or: [{$ne:"
                  + " [\"$$this.source\", \"fulfillment\"]}, {$ne: [\"$$this.sequence\","
                  + " NumberLong(\"%d\")]}]}}}}}, {$set: {status: {$last: \"$history.status\"}}}])")
              .formatted(id, difference.applied());
    };
  }

  private static String escaped(String id) {
    var escaped = new StringBuilder();
    for (char each : id.toCharArray()) {
      boolean isHarmless =
          each < 128 && (Character.isLetterOrDigit(each) || each == '-' || each == '_');
      escaped.append(isHarmless ? String.valueOf(each) : "\\u%04X".formatted((int) each));
    }
    return escaped.toString();
  }

  /** Prints explanations and the sum, and returns whether no difference is older than tolerated. */
  public boolean close(long compared) {
    if (differences > limit) {
      out.printf("... and %d more%n", differences - limit);
    }
    explanations.forEach(out::println);
    out.printf(
        "%d aggregates compared, %d differences, %d of them older than %d s.%n",
        compared, differences, old, tolerated.toSeconds());
    return old == 0;
  }

  /** Writes a file for the textfile collector of node exporter, in one step. */
  public void writeMetrics(Path file, long compared) {
    var text = new StringBuilder();
    append(text, "differences", byLabels(tally -> tally.count));
    append(text, "oldest_seconds", byLabels(tally -> tally.oldest.toSeconds()));
    append(text, "compared", Map.of("", compared));
    append(text, "time_seconds", Map.of("", clock.instant().getEpochSecond()));
    try {
      Path complete = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(complete, text);
      Files.move(
          complete, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Also what was not found: a missing series would look as if no check had run. */
  private Map<String, Long> byLabels(Function<Tally, Long> value) {
    Map<String, Long> values = new TreeMap<>();
    for (Link link : Link.values()) {
      for (Cause cause : Cause.values()) {
        String labels = labels(link, cause);
        values.put(labels, value.apply(tallies.getOrDefault(labels, new Tally())));
      }
    }
    return values;
  }

  private static void append(StringBuilder text, String name, Map<String, Long> values) {
    var metric = "storefront_audit_" + name;
    text.append("# TYPE %s gauge\n".formatted(metric));
    values.forEach((labels, value) -> text.append("%s%s %d\n".formatted(metric, labels, value)));
  }

  private static String labels(Link link, Cause cause) {
    return "{hop=\"%s\",cause=\"%s\"}".formatted(link, cause);
  }

  private static String seconds(Duration age) {
    return String.format(Locale.ROOT, "%.1f s", age.toMillis() / 1000.0);
  }
}
