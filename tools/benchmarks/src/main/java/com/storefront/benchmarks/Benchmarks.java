package com.storefront.benchmarks;

import com.storefront.benchmarks.publishing.BacklogBenchmark;
import com.storefront.benchmarks.publishing.BacklogProcess;
import com.storefront.benchmarks.publishing.PublishingBenchmark;
import com.storefront.benchmarks.publishing.PublishingReport;
import com.storefront.benchmarks.publishing.Saturation;
import com.storefront.benchmarks.services.ListsBenchmark;
import com.storefront.benchmarks.services.ServicesBenchmark;
import com.storefront.benchmarks.variant.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs the suites of {@code ./storefront bench}. */
public final class Benchmarks {

  private static final Path RESULTS = Path.of("tools", "benchmarks", "results");

  private Benchmarks() {}

  public static void main(String[] arguments) {
    try {
      System.exit(run(List.of(arguments)));
    } catch (Throwable failure) {
      // The threads of the broker would keep the JVM alive.
      failure.printStackTrace();
      System.exit(1);
    }
  }

  private static int run(List<String> arguments) throws Exception {
    switch (arguments.isEmpty() ? "" : arguments.get(0)) {
      case "publishing" ->
          publishing(
              number(arguments, 1, 5),
              Duration.ofSeconds(number(arguments, 2, 4)),
              number(arguments, 3, 1_000_000));
      case "services" ->
          services(number(arguments, 1, 10_000), Duration.ofSeconds(number(arguments, 2, 12)));
      case "lists" ->
          figures(
              "lists.md",
              "Lists of orders, in pages of 20",
              new ListsBenchmark(number(arguments, 1, 1_000_000), System.out).run());
      case "backlog-process" -> BacklogProcess.run(arguments.subList(1, arguments.size()));
      default -> {
        System.err.println("Unknown benchmark. ./storefront help bench describes them.");
        return 2;
      }
    }
    return 0;
  }

  private static int number(List<String> arguments, int index, int otherwise) {
    return arguments.size() > index ? Integer.parseInt(arguments.get(index)) : otherwise;
  }

  private static void publishing(int rounds, Duration duration, int events)
      throws IOException, InterruptedException {
    var benchmark =
        new PublishingBenchmark(List.of(Variant.values()), rounds, duration, System.out);
    benchmark.saturate();
    benchmark.runAt(benchmark.spread(Variant.STOREFRONT, Saturation::sustained).median() / 2);
    var drains =
        List.of(
            BacklogBenchmark.drain(Math.min(10_000, events), System.out),
            BacklogBenchmark.drain(events, System.out));
    write("publishing.md", PublishingReport.of(benchmark, drains, machine()));
  }

  private static void services(int maxOrders, Duration duration)
      throws IOException, InterruptedException {
    var orders = IntStream.of(1_000, 5_000, 10_000, maxOrders).filter(it -> it <= maxOrders);
    var figures =
        new ServicesBenchmark(orders.distinct().boxed().toList(), duration, System.out).run();
    figures("services.md", "The storefront under load", figures);
  }

  private static void figures(String file, String title, Map<String, String> figures)
      throws IOException {
    var text = new StringBuilder("# %s\n\n%s\n\n| | |\n|---|---|\n".formatted(title, machine()));
    figures.forEach((name, figure) -> text.append("| %s | %s |\n".formatted(name, figure)));
    write(file, text.toString());
  }

  private static void write(String file, String text) throws IOException {
    Files.createDirectories(RESULTS);
    Files.writeString(RESULTS.resolve(file), text);
  }

  private static String machine() {
    return "Measured on %s: %d processors, Java %s, %s."
        .formatted(
            LocalDate.now(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature(),
            System.getProperty("os.name"));
  }
}
