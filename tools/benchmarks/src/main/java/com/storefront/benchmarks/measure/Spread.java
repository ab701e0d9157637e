package com.storefront.benchmarks.measure;

import java.util.stream.DoubleStream;

/** Median and range of several rounds. */
public record Spread(double median, double least, double most) {

  public static Spread of(DoubleStream rounds) {
    double[] sorted = rounds.sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** Median and range with so many decimals. */
  public String toString(int decimals) {
    var number = "%." + decimals + "f";
    return (number + " (" + number + "–" + number + ")").formatted(median, least, most);
  }

  @Override
  public String toString() {
    return toString(2);
  }
}
