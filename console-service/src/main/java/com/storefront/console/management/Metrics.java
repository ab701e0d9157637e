package com.storefront.console.management;

import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * Metrics in the text format of Prometheus.
 *
 * @see <a
 *     href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">Text-based
 *     format</a>
 */
record Metrics(String text) {

  /** The sum over all labels; 0 if there is no such metric or its value is unknown. */
  long sum(String name) {
    return Math.round(values(name).sum());
  }

  /** The maximum over all labels; 0 if there is no such metric or its value is unknown. */
  long max(String name) {
    return Math.round(values(name).max().orElse(0));
  }

  private DoubleStream values(String name) {
    return Pattern.compile("^" + Pattern.quote(name) + "(?:\\{.*})? (\\S+)", Pattern.MULTILINE)
        .matcher(text)
        .results()
        .mapToDouble(sample -> Double.parseDouble(sample.group(1)))
        .filter(Double::isFinite);
  }
}
