package com.storefront.benchmarks.publishing;

import com.storefront.benchmarks.variant.ParcelPosted;
import com.storefront.benchmarks.variant.Variant;
import com.storefront.launcher.environment.Progress;
import com.storefront.servers.LocalServers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Fills or drains a backlog in a process of its own, whose heap can be measured. */
public final class BacklogProcess {

  private static final int BATCH = 1_000;
  private static final Duration FIRST_HEAP_SAMPLE = Duration.ofMillis(500);

  private BacklogProcess() {}

  /**
   * Runs the process and waits for its end.
   *
   * @param events to fill the outboxes with; 0 to drain them
   * @return its output
   */
  static String execute(String database, int events) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-jar",
                System.getProperty("java.class.path"),
                "backlog-process",
                LocalServers.mongodbUri(database),
                LocalServers.kafkaBootstrapServers(),
                Integer.toString(events))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("The backlog process failed:\n" + output);
    }
    return output.strip();
  }

  /** The main method of the process. */
  public static void run(List<String> arguments) throws Exception {
    int events = Integer.parseInt(arguments.get(2));
    var candidate =
        new RunningCandidate(
            Variant.STOREFRONT,
            arguments.get(0),
            arguments.get(1),
            "storefront.outbox.relay-enabled=" + (events == 0));
    if (events == 0) {
      System.out.println(drain(candidate));
    }
    try (var progress = new Progress("Filling the backlog")) {
      for (int filled = 0; filled < events; filled += BATCH) {
        int size = Math.min(BATCH, events - filled);
        candidate.postAll(Stream.generate(ParcelPosted::random).limit(size).toList());
        progress.show(filled + size, events);
      }
    }
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  /** Seconds, and the maximum of the live heap in MiB after 0.5, 1, 2, 4 … s and at the end. */
  private static String drain(RunningCandidate candidate) throws InterruptedException {
    var progress = new Progress("Publishing the backlog");
    long before = candidate.published();
    long ready = System.nanoTime();
    long nextSample = FIRST_HEAP_SAMPLE.toNanos();
    long maxLive = 0;
    while (!candidate.isIdle()) {
      if (System.nanoTime() - ready >= nextSample) {
        maxLive = Math.max(maxLive, liveBytes());
        nextSample *= 2;
        progress.show(candidate.published() - before, 0);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    double seconds = (System.nanoTime() - ready) / 1e9;
    return "%.2f %d".formatted(seconds, Math.max(maxLive, liveBytes()) >> 20);
  }

  private static long liveBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
