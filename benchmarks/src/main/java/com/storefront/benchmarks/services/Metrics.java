package com.storefront.benchmarks.services;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What one service's metrics page says at one moment. */
record Metrics(List<String> lines) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Pattern BOUND = Pattern.compile("le=\"([^\"]+)\"");

  static Metrics of(RunningStorefront storefront, String service) {
    var address =
        "http://127.0.0.1:%d/actuator/prometheus".formatted(storefront.managementPort(service));
    try {
      var page =
          HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
      return new Metrics(page.body().lines().filter(line -> !line.startsWith("#")).toList());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The sum over all series of one name whose labels match. */
  double sum(String name, Predicate<String> labels) {
    return lines.stream()
        .filter(line -> line.startsWith(name + "{") && labels.test(line))
        .mapToDouble(Metrics::value)
        .sum();
  }

  /**
   * A percentile of what a histogram counted since an earlier look, in its own unit; the upper end
   * of the bucket that holds it.
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
