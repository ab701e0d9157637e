package com.storefront.benchmarks.services;

import com.storefront.benchmarks.publishing.Spread;
import com.storefront.local.servers.Jdk;
import com.storefront.local.servers.LocalServers;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Each service alone, started on every JDK that is found, without and with an archive of its
 * classes; in each round every way once.
 */
public final class StartupBenchmark {

  private static final int OLDEST_JAVA = 17;
  private static final int IDLE_SECONDS = 5;

  private final int rounds;
  private final PrintStream out;

  /**
   * @param rounds that count; one more before them makes databases, topics and archives
   */
  public StartupBenchmark(int rounds, PrintStream out) {
    this.rounds = rounds;
    this.out = out;
  }

  /** One way to start one service. */
  public record Way(String service, int java, boolean archive) {}

  /**
   * One start.
   *
   * @param seconds until the readiness probe was answered with UP
   * @param cpuSeconds that it took of the machine until then
   * @param idleMebibytes resident, idle for five seconds since
   */
  public record Start(double seconds, double cpuSeconds, long idleMebibytes) {}

  /** All starts of one way. */
  public record Starts(List<Start> starts) {
    public Spread spread(ToDoubleFunction<Start> figure) {
      return Spread.of(starts.stream().mapToDouble(figure));
    }
  }

  public Map<Way, Starts> run() throws InterruptedException {
    LocalServers.mongodb();
    LocalServers.kafka();
    var jdks = Jdk.found().stream().filter(jdk -> jdk.version() >= OLDEST_JAVA).toList();
    var results = new LinkedHashMap<Way, Starts>();
    for (int round = 0; round <= rounds; round++) {
      for (String service : RunningStorefront.SERVICES) {
        var jar = ServiceJar.of(service);
        for (Jdk jdk : jdks) {
          for (boolean archive : new boolean[] {false, true}) {
            var way = new Way(service, jdk.version(), archive);
            var start = start(jar, jdk, archive);
            boolean counts = round > 0;
            if (archive && !Files.exists(jar.archive(jdk))) {
              throw new IllegalStateException(way + " left no archive");
            }
            if (counts) {
              results
                  .computeIfAbsent(way, first -> new Starts(new ArrayList<>()))
                  .starts()
                  .add(start);
            }
            out.printf(
                "%-8s %-12s Java %d, %-15s %5.2f s, %5.2f s CPU, %d MiB idle%n",
                counts ? "round " + round : "warm-up",
                service,
                jdk.version(),
                archive ? "archive" : "no archive",
                start.seconds(),
                start.cpuSeconds(),
                start.idleMebibytes());
          }
        }
      }
    }
    return results;
  }

  private static Start start(ServiceJar jar, Jdk jdk, boolean archive) throws InterruptedException {
    long began = System.nanoTime();
    try (var service = jar.start(jdk, archive, Map.of())) {
      double seconds = (System.nanoTime() - began) / 1e9;
      double cpuSeconds = service.cpu().toMillis() / 1e3;
      TimeUnit.SECONDS.sleep(IDLE_SECONDS);
      return new Start(seconds, cpuSeconds, service.residentMebibytes());
    }
  }
}
