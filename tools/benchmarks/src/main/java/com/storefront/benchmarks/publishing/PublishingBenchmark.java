package com.storefront.benchmarks.publishing;

import com.storefront.benchmarks.measure.Spread;
import com.storefront.benchmarks.variant.Variant;
import com.storefront.launcher.environment.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Compares variants. Each round runs every variant once, alone, so that a machine that becomes
 * slower does so for all.
 */
public final class PublishingBenchmark {

  private final List<Variant> variants;
  private final int rounds;
  private final Duration duration;
  private final PrintStream out;
  private final Progress progress = new Progress("Runs of variants");
  private final Map<Variant, List<Saturation>> saturations = new EnumMap<>(Variant.class);
  private final Map<Variant, List<Latency>> latencies = new EnumMap<>(Variant.class);
  private int runs;

  /**
   * @param rounds that count, after one round of warm-up
   * @param duration of the load on a variant in each round, and of its warm-up
   */
  public PublishingBenchmark(
      List<Variant> variants, int rounds, Duration duration, PrintStream out) {
    this.variants = List.copyOf(variants);
    this.rounds = rounds;
    this.duration = duration;
    this.out = out;
  }

  /** Measures the maximum rate of each variant. */
  public void saturate() {
    for (int round = 0; round <= rounds; round++) {
      for (Variant variant : variants) {
        try (var candidate = RunningCandidate.start(variant)) {
          Saturation.of(candidate, duration);
          var result = Saturation.of(candidate, duration);
          if (round > 0) {
            saturations.computeIfAbsent(variant, first -> new ArrayList<>()).add(result);
          }
          out.printf(
              "%-9s %-46s %6.0f/s sustained, %6.0f/s accepted, %4.2f commands, %5.2f ms CPU%n",
              round > 0 ? "round " + round : "warm-up",
              variant.label(),
              result.sustained(),
              result.accepted(),
              result.commands(),
              result.cpuMillis());
        }
        showProgress();
      }
    }
  }

  /** Measures the latency of each variant at the same fixed rate of writes per second. */
  public void runAt(double rate) {
    for (int round = 1; round <= rounds; round++) {
      for (Variant variant : variants) {
        try (var candidate = RunningCandidate.start(variant)) {
          Saturation.of(candidate, duration); // Warms up sooner than the fixed rate would.
          var result = Latency.of(candidate, variant.publishes(), rate, duration);
          latencies.computeIfAbsent(variant, first -> new ArrayList<>()).add(result);
          out.printf(
              "round %d   %-46s at %.0f/s: answer p50 %.2f p99 %.2f ms, arrival p50 %.2f p99 %.2f ms%n",
              round,
              variant.label(),
              rate,
              result.answer().p50(),
              result.answer().p99(),
              result.arrival().p50(),
              result.arrival().p99());
        }
        showProgress();
      }
    }
  }

  private void showProgress() {
    progress.show(++runs, (2L * rounds + 1) * variants.size());
  }

  List<Variant> variants() {
    return variants;
  }

  int rounds() {
    return rounds;
  }

  Latency latency(Variant variant) {
    return Latency.medianOf(latencies.getOrDefault(variant, List.of()));
  }

  /** The spread of one figure of a variant over the rounds. */
  public Spread spread(Variant variant, ToDoubleFunction<Saturation> figure) {
    return Spread.of(saturations.getOrDefault(variant, List.of()).stream().mapToDouble(figure));
  }

  /** The sustained rate of a variant, divided by that of another one in the same round. */
  public Spread ratio(Variant variant, Variant reference) {
    var ratios = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ratios[i] =
          saturations.getOrDefault(variant, List.of()).get(i).sustained()
              / saturations.getOrDefault(reference, List.of()).get(i).sustained();
    }
    return Spread.of(Arrays.stream(ratios));
  }
}
