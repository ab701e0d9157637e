package com.storefront.benchmarks.measure;

import java.util.List;
import org.HdrHistogram.Histogram;

/** Percentiles of times in milliseconds. */
public record Percentiles(double p50, double p99) {

  /**
   * @param micros times in microseconds
   */
  public static Percentiles of(Histogram micros) {
    return new Percentiles(
        micros.getValueAtPercentile(50) / 1e3, micros.getValueAtPercentile(99) / 1e3);
  }

  public static Percentiles medianOf(List<Percentiles> rounds) {
    return new Percentiles(
        Spread.of(rounds.stream().mapToDouble(Percentiles::p50)).median(),
        Spread.of(rounds.stream().mapToDouble(Percentiles::p99)).median());
  }
}
