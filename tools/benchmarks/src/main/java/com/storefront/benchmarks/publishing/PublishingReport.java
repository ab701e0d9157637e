package com.storefront.benchmarks.publishing;

import com.storefront.benchmarks.publishing.BacklogBenchmark.Drain;
import com.storefront.benchmarks.variant.Variant;
import java.util.List;

/** Formats the results of the publishing suite as Markdown. */
public final class PublishingReport {

  private PublishingReport() {}

  public static String of(PublishingBenchmark benchmark, List<Drain> drains, String machine) {
    var text = new StringBuilder();
    text.append(
        """
        # Saving a state and publishing its event

        %s

        Sixteen threads write as fast as they are answered. A rate counts from the first write until
        the broker has acknowledged the last event and its outbox entry is removed. Medians of %d
        rounds with their range; ratios are taken within a round.

        | variant | sustained ÷ bare insert | sustained /s | accepted /s | database commands per write | CPU ms per write | Storefront ÷ variant |
        |---|---|---|---|---|---|---|
        """
            .formatted(machine, benchmark.rounds()));
    for (Variant variant : benchmark.variants()) {
      text.append(
          "| %s | %s | %s | %.0f | %.2f | %.2f | %s |\n"
              .formatted(
                  variant.label(),
                  benchmark.ratio(variant, Variant.BARE_INSERT),
                  benchmark.spread(variant, Saturation::sustained).toString(0),
                  benchmark.spread(variant, Saturation::accepted).median(),
                  benchmark.spread(variant, Saturation::commands).median(),
                  benchmark.spread(variant, Saturation::cpuMillis).median(),
                  benchmark.ratio(Variant.STOREFRONT, variant)));
    }
    text.append(
        """

        At a fixed rate of %.0f writes per second, in milliseconds. A response time counts from when
        the write was due. Arrival is from the response until a consumer has the record.

        | variant | response p50 | response p99 | arrival p50 | arrival p99 |
        |---|---|---|---|---|
        """
            .formatted(benchmark.latency(Variant.STOREFRONT).rate()));
    for (Variant variant : benchmark.variants()) {
      var median = benchmark.latency(variant);
      text.append(
          "| %s | %.2f | %.2f | %s |\n"
              .formatted(
                  variant.label(),
                  median.answer().p50(),
                  median.answer().p99(),
                  variant.publishes()
                      ? "%.2f | %.2f".formatted(median.arrival().p50(), median.arrival().p99())
                      : "– | –"));
    }
    text.append(
        """

        A backlog of events of 1 KB, published by a new process with a heap of 256 MiB:

        | events | seconds | events per second | live heap, at most |
        |---|---|---|---|
        """);
    for (Drain drain : drains) {
      text.append(
          "| %,d | %.1f | %.0f | %d MiB |\n"
              .formatted(
                  drain.events(), drain.seconds(), drain.perSecond(), drain.liveMebibytes()));
    }
    return text.toString();
  }
}
