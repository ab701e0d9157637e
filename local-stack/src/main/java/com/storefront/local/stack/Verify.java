package com.storefront.local.stack;

import com.mongodb.client.MongoClients;
import com.storefront.local.audit.Auditor;
import com.storefront.local.audit.Report;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * Compares what the three services store.
 *
 * @param olderThan differences may be so old
 * @param show names so many of them
 * @param metrics where to write them for Prometheus
 */
record Verify(
    Duration olderThan,
    int show,
    Optional<Path> metrics,
    Optional<String> mongodbUri,
    Optional<String> kafka,
    Ports ports) {

  private static final int USUALLY_SHOWN = 50;

  static Verify parse(List<String> arguments, Ports running) {
    var olderThan = Duration.ofSeconds(5);
    int show = USUALLY_SHOWN;
    var metrics = Optional.<Path>empty();
    var mongodbUri = Optional.<String>empty();
    var kafka = Optional.<String>empty();
    var ports = running;
    var rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      var option = rest.pop();
      switch (option) {
        case "--older-than" -> olderThan = Duration.ofSeconds(number(option, rest));
        case "--show" -> show = number(option, rest);
        case "--metrics" -> metrics = Optional.of(Path.of(Options.valueOf(option, rest)));
        case "--mongodb-uri" -> mongodbUri = Optional.of(Options.valueOf(option, rest));
        case "--kafka" -> kafka = Optional.of(Options.valueOf(option, rest));
        case "--port" -> ports = Options.with(ports, Options.valueOf(option, rest));
        default -> throw new UsageError("Unknown option " + option);
      }
    }
    return new Verify(olderThan, show, metrics, mongodbUri, kafka, ports);
  }

  private static int number(String option, ArrayDeque<String> rest) {
    var value = Options.valueOf(option, rest);
    if (!value.matches("[0-9]{1,9}")) {
      throw new UsageError(option + " needs a number");
    }
    return Integer.parseInt(value);
  }

  /**
   * @return the exit status: 0 if nothing differs for longer than that
   */
  int run(PrintStream out) {
    var clock = Clock.systemUTC();
    var report = new Report(out, clock, olderThan, show);
    var uri = mongodbUri.orElse("mongodb://127.0.0.1:%d/".formatted(ports.of(Part.MONGODB)));
    var broker = kafka.orElse("127.0.0.1:" + ports.of(Part.KAFKA));
    try (var mongodb = MongoClients.create(new MongodbUri(uri).of("admin"));
        var clues = new LiveClues(ports, broker)) {
      long compared = new Auditor(mongodb, Auditor.Names.usual(), clues, clock).audit(report::add);
      metrics.ifPresent(file -> report.writeMetrics(file, compared));
      return report.close(compared) ? 0 : 1;
    }
  }
}
