package com.storefront.benchmarks;

import com.storefront.benchmarks.crashes.CrashComparison;
import com.storefront.benchmarks.publishing.BacklogBenchmark;
import com.storefront.benchmarks.publishing.ContenderProcess;
import com.storefront.benchmarks.publishing.PublishingBenchmark;
import com.storefront.benchmarks.publishing.Saturation;
import com.storefront.benchmarks.publishing.Way;
import com.storefront.benchmarks.services.FollowingBenchmark;
import com.storefront.benchmarks.services.PagingBenchmark;
import com.storefront.benchmarks.services.ServicesBenchmark;
import com.storefront.benchmarks.services.StartupBenchmark;
import com.storefront.benchmarks.services.StartupBenchmark.Start;
import com.storefront.local.servers.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What {@code ./storefront bench} runs. */
public final class Benchmarks {

  private static final String USAGE =
      """
      Usage: ./storefront bench [NAME [NUMBER [SECONDS]]]

      Without a NAME all, one after the other:
        publishing   the ways to save a state and tell Kafka of it, side by side (half an hour)
        crashes      the same ways, killed under load: what each loses and doubles
        backlog      events that piled up: how fast they are published, in what memory
        services     the storefront that ./storefront up --fresh started, under load
        startup      each service alone: time to ready, memory when idle, on each Java that is found
        paging       pages of many customers at accounts
        following    reports of fulfillment taken in by orders, in batches and one by one
      NUMBER is of rounds, kills, events, orders or customers; SECONDS of each load.
      Results are written to benchmarks/results.
      """;
  private static final Path RESULTS = Path.of("benchmarks", "results");

  private Benchmarks() {}

  public static void main(String[] arguments) {
    try {
      System.exit(run(List.of(arguments)));
    } catch (Throwable failure) {
      // The broker's threads would keep the JVM alive.
      failure.printStackTrace();
      System.exit(1);
    }
  }

  private static int run(List<String> arguments) throws IOException, InterruptedException {
    switch (arguments.isEmpty() ? "" : arguments.get(0)) {
      case "publishing" -> publishing(number(arguments, 1, 5), seconds(arguments));
      case "services" -> services(number(arguments, 1, 10_000), seconds(arguments).multipliedBy(3));
      case "crashes" -> crashes(number(arguments, 1, 10));
      case "backlog" -> backlog(number(arguments, 1, 100_000));
      case "startup" -> startup(number(arguments, 1, 5));
      case "paging" -> paging(number(arguments, 1, 1_000_000));
      case "following" -> following(number(arguments, 1, 5));
      case "contender" -> ContenderProcess.run(arguments.subList(1, arguments.size()));
      default -> {
        System.err.println(USAGE);
        return 2;
      }
    }
    return 0;
  }

  private static Duration seconds(List<String> arguments) {
    return Duration.ofSeconds(number(arguments, 2, 4));
  }

  private static int number(List<String> arguments, int index, int usual) {
    return arguments.size() > index ? Integer.parseInt(arguments.get(index)) : usual;
  }

  private static void crashes(int trials) throws IOException, InterruptedException {
    var losses = new CrashComparison(trials, 1, System.out).run();
    var text =
        new StringBuilder(
            """
            # Killed under load

            %s Each way was killed with SIGKILL %d times at random moments under eight writers, every
            second time while Kafka was away too, started again, and given a minute to finish.

            | way | saved | events lost | ghosts | doubled | stuck after a minute |
            |---|---|---|---|---|---|
            """
                .formatted(machine(), trials));
    losses.forEach(
        (way, sum) ->
            text.append(
                "| %s | %d | %d | %d | %d | %d of %d |\n"
                    .formatted(
                        way.label(),
                        sum.saved(),
                        sum.lost(),
                        sum.ghosts(),
                        sum.doubled(),
                        sum.stuck(),
                        trials)));
    Files.createDirectories(RESULTS);
    Files.writeString(RESULTS.resolve("crashes.md"), text);
  }

  private static void publishing(int rounds, Duration length) throws IOException {
    var benchmark = new PublishingBenchmark(List.of(Way.values()), rounds, length, System.out);
    benchmark.saturate();
    benchmark.keepPace(benchmark.spread(Way.OURS, Saturation::sustained).median() / 2);
    new PublishingReport(benchmark).write(RESULTS, machine());
  }

  private static void backlog(int events) throws IOException, InterruptedException {
    var drains = new BacklogBenchmark(List.of(10_000, events), System.out).run();
    var text =
        new StringBuilder(
            """
            # A backlog drained

            %s Events of 1 KB that nobody published; then a new process of ours starts and publishes
            them, in a heap of 256 MiB.

            | events | seconds | a second | live in the heap, at most |
            |---|---|---|---|
            """
                .formatted(machine()));
    drains.forEach(
        drain ->
            text.append(
                "| %,d | %.1f | %.0f | %d MiB |\n"
                    .formatted(
                        drain.events(),
                        drain.seconds(),
                        drain.perSecond(),
                        drain.liveMebibytes())));
    Files.createDirectories(RESULTS);
    Files.writeString(RESULTS.resolve("backlog.md"), text);
  }

  private static void services(int mostOrders, Duration length) throws IOException {
    var orders = IntStream.of(1_000, 5_000, 10_000, mostOrders).filter(it -> it <= mostOrders);
    write(
        "services.md",
        "# The storefront under load\n\n%s The services ran on Java %d."
            .formatted(machine(), Jdk.newest().version()),
        new ServicesBenchmark(orders.distinct().boxed().toList(), length, System.out).run());
  }

  private static void paging(int customers) throws IOException {
    write(
        "paging.md",
        """
        # Paging through %,d customers

        %s Pages of 20 over HTTP, one after another, from accounts alone on Java %d; single pages
        are medians of five.\
        """
            .formatted(customers, machine(), Jdk.newest().version()),
        new PagingBenchmark(customers, System.out).run());
  }

  private static void write(String file, String title, Map<String, String> figures)
      throws IOException {
    var text = new StringBuilder(title + "\n\n| | |\n|---|---|\n");
    figures.forEach((what, figure) -> text.append("| %s | %s |\n".formatted(what, figure)));
    Files.createDirectories(RESULTS);
    Files.writeString(RESULTS.resolve(file), text);
  }

  private static void startup(int rounds) throws IOException, InterruptedException {
    var results = new StartupBenchmark(rounds, System.out).run();
    var text =
        new StringBuilder(
            """
            # Start-up of one service

            %s Each service alone, with the flags of ./storefront up, on databases and topics that
            are there; from the start of its process until the readiness probe answers UP. Medians
            of %d rounds with their range.

            | service | Java | class archive | seconds to ready | CPU seconds until then | MiB resident, idle |
            |---|---|---|---|---|---|
            """
                .formatted(machine(), rounds));
    results.forEach(
        (way, starts) ->
            text.append(
                "| %s | %d | %s | %s | %s | %s |\n"
                    .formatted(
                        way.service(),
                        way.java(),
                        way.archive() ? "with" : "without",
                        starts.spread(Start::seconds),
                        starts.spread(Start::cpuSeconds),
                        starts.spread(Start::idleMebibytes).toString(0))));
    Files.createDirectories(RESULTS);
    Files.writeString(RESULTS.resolve("startup.md"), text);
  }

  private static void following(int rounds) throws IOException, InterruptedException {
    int orders = 2_500;
    var rates = new FollowingBenchmark(orders, rounds, System.out).run();
    Files.createDirectories(RESULTS);
    Files.writeString(
        RESULTS.resolve("following.md"),
        """
        # Reports of fulfillment taken in by orders

        %s Four reports for each of %,d orders waited in Kafka: first all orders' first, then all
        orders' second. Events a second until the last order was RECEIVED; medians of %d rounds with
        their range, the ratio taken within each round. Orders ran on Java %d.

        | what orders is given | events a second |
        |---|---|
        | batches, up to 500 records | %s |
        | one record at a time (`spring.kafka.consumer.max-poll-records=1`) | %s |

        - batches ÷ one at a time: %s
        """
            .formatted(
                machine(),
                orders,
                rounds,
                Jdk.newest().version(),
                rates.batches().toString(0),
                rates.oneByOne().toString(0),
                rates.ratio()));
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
