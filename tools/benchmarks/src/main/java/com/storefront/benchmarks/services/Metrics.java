package com.storefront.benchmarks.services;

import com.storefront.launcher.environment.Component;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A snapshot of the metrics of a service. */
record Metrics(List<String> lines) {

  private static final Pattern BOUND = Pattern.compile("le=\"([^\"]+)\"");

  static Metrics of(RunningStorefront storefront, Component service) {
    var page = storefront.management(service).sendJson("GET", "/actuator/prometheus", Map.of());
    return new Metrics(page.body().lines().filter(line -> !line.startsWith("#")).toList());
  }

  /** The sum of all series of a metric. */
  double sum(String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + "{"))
        .mapToDouble(Metrics::value)
        .sum();
  }

  /**
   * A percentile of a histogram since an earlier snapshot: the upper bound of its bucket, in the
   * unit of the histogram.
   */
  double percentileSince(Metrics earlier, String histogram, String label, double percentile) {
    Map<Double, Double> before = earlier.buckets(histogram, label);
    Map<Double, Double> now = buckets(histogram, label);
    now.replaceAll((bound, count) -> count - before.getOrDefault(bound, 0.0));
    double all = now.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
    return now.entrySet().stream()
        .filter(bucket -> bucket.getValue() >= all * percentile / 100)
        .mapToDouble(Map.Entry::getKey)
        .min()
        .orElse(Double.NaN);
  }

  private Map<Double, Double> buckets(String histogram, String label) {
    var buckets = new TreeMap<Double, Double>();
    for (String line : lines) {
      var bound = BOUND.matcher(line);
      if (line.startsWith(histogram + "_bucket{") && line.contains(label) && bound.find()) {
        String upper = bound.group(1);
        buckets.merge(
            upper.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(upper),
            value(line),
            Double::sum);
      }
    }
    return buckets;
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }
}
