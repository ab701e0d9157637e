package com.storefront.benchmarks;

import com.storefront.benchmarks.publishing.Latency;
import com.storefront.benchmarks.publishing.PublishingBenchmark;
import com.storefront.benchmarks.publishing.Saturation;
import com.storefront.benchmarks.publishing.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes what the ways to save and publish gave: a table, a picture, and the raw rounds. */
final class PublishingReport {

  private final PublishingBenchmark benchmark;

  PublishingReport(PublishingBenchmark benchmark) {
    this.benchmark = benchmark;
  }

  /** Writes {@code publishing.md}, {@code publishing.svg} and {@code publishing.csv}. */
  void write(Path folder, String machine) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("publishing.md"), table(machine));
    Files.writeString(folder.resolve("publishing.svg"), picture());
    Files.writeString(folder.resolve("publishing.csv"), raw());
  }

  private String table(String machine) {
    var text = new StringBuilder();
    text.append("# Saving a state and telling Kafka of it\n\n");
    text.append(machine).append("\n\n");
    text.append(
        """
        Sixteen threads write as fast as they are answered; a rate counts from the first write until
        the last event was acknowledged by the broker and cleaned up after. Medians of %d rounds with
        their range; the ratio is taken within each round.

        ![sustained rate of each way](publishing.svg)

        | way | sustained, of a bare insert | sustained /s | accepted /s | database commands a write | CPU ms a write |
        |---|---|---|---|---|---|
        """
            .formatted(benchmark.saturations(Way.OURS).size()));
    for (Way way : benchmark.ways()) {
      text.append(
          "| %s | %s | %s | %.0f | %.2f | %.2f |\n"
              .formatted(
                  way.label(),
                  benchmark.ratio(way, Way.BARE_INSERT),
                  benchmark.spread(way, Saturation::sustained).toString(0),
                  benchmark.spread(way, Saturation::accepted).median(),
                  benchmark.spread(way, Saturation::commands).median(),
                  benchmark.spread(way, Saturation::cpuMillis).median()));
    }
    text.append("\n");
    for (Way way : benchmark.ways()) {
      if (way != Way.OURS) {
        text.append("- ours ÷ %s: %s\n".formatted(way.label(), benchmark.ratio(Way.OURS, way)));
      }
    }
    pace(text);
    text.append(
        """

        Not measured, because their MongoDB artifacts could not be had from the repository in use:
        Namastack Outbox, Inditex scs-outbox and spring-outbox-mongo. Their mechanism, an outbox
        collection written in a transaction and polled, is measured under its own name.
        """);
    return text.toString();
  }

  private void pace(StringBuilder text) {
    if (benchmark.latencies(Way.OURS).isEmpty()) {
      return;
    }
    text.append(
        """

        At a fixed rate of %.0f writes a second, in milliseconds. The load is open: a write's time
        counts from when it was due. Arrival is from the answer to the write until a consumer has the
        record.

        | way | answer p50 | answer p99 | arrival p50 | arrival p99 |
        |---|---|---|---|---|
        """
            .formatted(benchmark.latencies(Way.OURS).get(0).rate()));
    for (Way way : benchmark.ways()) {
      var median = Latency.medianOf(benchmark.latencies(way));
      text.append(
          "| %s | %.2f | %.2f | %s |\n"
              .formatted(
                  way.label(),
                  median.answer().p50(),
                  median.answer().p99(),
                  way.publishes()
                      ? "%.2f | %.2f".formatted(median.arrival().p50(), median.arrival().p99())
                      : "– | –"));
    }
  }

  private String picture() {
    int row = 34;
    int height = row * benchmark.ways().size() + 30;
    var svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 %d" font-family="sans-serif" font-size="13">
        <text x="10" y="18">sustained writes with their event, of a bare insert in the same round</text>
        """
            .formatted(height));
    double widest =
        benchmark.ways().stream()
            .mapToDouble(way -> benchmark.ratio(way, Way.BARE_INSERT).most())
            .max()
            .orElse(1);
    int y = 30;
    for (Way way : benchmark.ways()) {
      var ratio = benchmark.ratio(way, Way.BARE_INSERT);
      double scale = 330 / widest;
      svg.append(
          String.format(
              Locale.ROOT,
              """
              <text x="10" y="%d">%s</text>
              <rect x="330" y="%d" width="%.1f" height="20" fill="%s"/>
              <line x1="%.1f" y1="%d" x2="%.1f" y2="%d" stroke="#333"/>
              <text x="%.1f" y="%d">%.2f</text>
              """,
              y + 16,
              way.label(),
              y + 2,
              ratio.median() * scale,
              way == Way.OURS ? "#2a7f62" : "#9aa5b1",
              330 + ratio.least() * scale,
              y + 12,
              330 + ratio.most() * scale,
              y + 12,
              330 + ratio.most() * scale + 8,
              y + 16,
              ratio.median()));
      y += row;
    }
    return svg.append("</svg>\n").toString();
  }

  private String raw() {
    var csv = new StringBuilder("way,round,sustained,accepted,commands,cpu_ms\n");
    for (Way way : benchmark.ways()) {
      int round = 1;
      for (Saturation result : benchmark.saturations(way)) {
        csv.append(
            String.format(
                Locale.ROOT,
                "%s,%d,%.1f,%.1f,%.3f,%.3f%n",
                way.option(),
                round++,
                result.sustained(),
                result.accepted(),
                result.commands(),
                result.cpuMillis()));
      }
    }
    csv.append("\nway,round,rate,answer_p50_ms,answer_p99_ms,arrival_p50_ms,arrival_p99_ms\n");
    for (Way way : benchmark.ways()) {
      int round = 1;
      for (Latency result : benchmark.latencies(way)) {
        csv.append(
            String.format(
                Locale.ROOT,
                "%s,%d,%.1f,%.2f,%.2f,%.2f,%.2f%n",
                way.option(),
                round++,
                result.rate(),
                result.answer().p50(),
                result.answer().p99(),
                result.arrival().p50(),
                result.arrival().p99()));
      }
    }
    return csv.toString();
  }
}
