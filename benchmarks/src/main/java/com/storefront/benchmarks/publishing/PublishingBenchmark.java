package com.storefront.benchmarks.publishing;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The ways to save and publish, side by side: in each round every way runs once, alone, so that a
 * machine that becomes slower becomes so for all.
 */
public final class PublishingBenchmark {

  private final List<Way> ways;
  private final int rounds;
  private final Duration length;
  private final PrintStream out;
  private final Map<Way, List<Saturation>> saturations = new EnumMap<>(Way.class);
  private final Map<Way, List<Latency>> latencies = new EnumMap<>(Way.class);

  /**
   * @param ways those to run; the ratios need {@link Way#BARE_INSERT} among them
   * @param rounds that count; one more before them warms up what the ways share
   * @param length how long each way is written to in each round, and before that to warm up
   */
  public PublishingBenchmark(List<Way> ways, int rounds, Duration length, PrintStream out) {
    this.ways = List.copyOf(ways);
    this.rounds = rounds;
    this.length = length;
    this.out = out;
  }

  /** As many writes as each way can carry. */
  public void saturate() {
    for (int round = 0; round <= rounds; round++) {
      for (Way way : ways) {
        try (var contender = RunningContender.start(way)) {
          Saturation.of(contender, length);
          var result = Saturation.of(contender, length);
          boolean counts = round > 0;
          if (counts) {
            saturations.computeIfAbsent(way, first -> new ArrayList<>()).add(result);
          }
          out.printf(
              "%-9s %-48s %6.0f/s sustained, %6.0f/s accepted, %4.2f commands, %5.2f ms CPU%n",
              counts ? "round " + round : "warm-up",
              way.label(),
              result.sustained(),
              result.accepted(),
              result.commands(),
              result.cpuMillis());
        }
      }
    }
  }

  /** Each way at the same fixed rate. */
  public void keepPace(double rate) {
    for (int round = 1; round <= rounds; round++) {
      for (Way way : ways) {
        try (var contender = RunningContender.start(way)) {
          Saturation.of(contender, length); // Which warms up sooner than the rate would.
          var result = Latency.of(contender, way.publishes(), rate, length);
          latencies.computeIfAbsent(way, first -> new ArrayList<>()).add(result);
          out.printf(
              "round %d   %-48s at %.0f/s: answer p50 %.2f p99 %.2f ms, arrival p50 %.2f p99 %.2f ms%n",
              round,
              way.label(),
              rate,
              result.answer().p50(),
              result.answer().p99(),
              result.arrival().p50(),
              result.arrival().p99());
        }
      }
    }
  }

  public List<Way> ways() {
    return ways;
  }

  public List<Saturation> saturations(Way way) {
    return saturations.getOrDefault(way, List.of());
  }

  public List<Latency> latencies(Way way) {
    return latencies.getOrDefault(way, List.of());
  }

  public Spread spread(Way way, ToDoubleFunction<Saturation> figure) {
    return Spread.of(saturations(way).stream().mapToDouble(figure));
  }

  /** The sustained rate of one way divided by that of another in the same round. */
  public Spread ratio(Way way, Way floor) {
    var ratios = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ratios[i] = saturations(way).get(i).sustained() / saturations(floor).get(i).sustained();
    }
    return Spread.of(Arrays.stream(ratios));
  }
}
