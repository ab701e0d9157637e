package com.storefront.benchmarks.publishing;

import com.storefront.local.servers.LocalServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A contender in a process of its own: one that can be killed, and whose memory can be told. */
public final class ContenderProcess implements AutoCloseable {

  /** Said by one that writes, after its first write. */
  public static final String WRITES = "writes";

  /** Said when nothing waits to be published. */
  public static final String SETTLED = "settled";

  private static final int WRITERS = 8;
  private static final int BATCH = 1_000;
  private static final Duration FIRST_LOOK = Duration.ofMillis(500);

  /** What the process does. */
  public enum Role {
    /** Posts with eight threads until it is killed. */
    WRITE,
    /** Publishes what waits, and says so when nothing does. */
    RECOVER,
    /** Posts so many parcels that nobody publishes. */
    FILL
  }

  private final Process process;
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  private ContenderProcess(Process process) {
    this.process = process;
    var listener = new Thread(this::listen);
    listener.setDaemon(true);
    listener.start();
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
      }
    } catch (IOException ended) {
      // The process did.
    }
  }

  /** Starts one on the servers of this process. */
  public static ContenderProcess start(Way way, String database, Role role, int parcels)
      throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ContenderProcess(
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-jar",
                System.getProperty("java.class.path"),
                "contender",
                way.name(),
                LocalServers.mongodbUri(database),
                LocalServers.kafkaBootstrapServers(),
                role.name(),
                Integer.toString(parcels))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** The rest of the line that begins so, or empty if it does not come in time. */
  public Optional<String> await(String beginning, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      String line = said.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null) {
        return Optional.empty();
      }
      if (line.startsWith(beginning)) {
        return Optional.of(line.substring(beginning.length()).strip());
      }
    }
  }

  /** Kills it (SIGKILL). */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** The process itself; it never ends unless it is killed. */
  public static void run(List<String> arguments) throws IOException, InterruptedException {
    var role = Role.valueOf(arguments.get(3));
    var contender =
        RunningContender.start(
            Way.valueOf(arguments.get(0)),
            arguments.get(1),
            arguments.get(2),
            "storefront.outbox.relay-enabled=" + (role != Role.FILL));
    switch (role) {
      case WRITE -> {
        for (int i = 0; i < WRITERS; i++) {
          write(contender);
        }
      }
      case FILL -> fill(contender, Integer.parseInt(arguments.get(4)));
      case RECOVER -> recover(contender);
    }
    System.in.read();
    Runtime.getRuntime().halt(0);
  }

  private static void write(RunningContender contender) {
    var writer =
        new Thread(
            () -> {
              boolean wrote = false;
              while (true) {
                try {
                  contender.post(Posted.random());
                  if (!wrote) {
                    System.out.println(WRITES);
                    wrote = true;
                  }
                } catch (RuntimeException refused) {
                  // Its client was not answered: it may have happened or not.
                }
              }
            });
    writer.start();
  }

  private static void fill(RunningContender contender, int parcels) {
    for (int filled = 0; filled < parcels; filled += BATCH) {
      var batch = new ArrayList<Posted>(BATCH);
      for (int i = 0; i < Math.min(BATCH, parcels - filled); i++) {
        batch.add(Posted.random());
      }
      contender.postAll(batch);
    }
    System.out.println(SETTLED);
  }

  /** Looks at what is live after half a second, one, two, four and so on, and at the end. */
  private static void recover(RunningContender contender) throws InterruptedException {
    long ready = System.nanoTime();
    long mostLive = 0;
    long next = FIRST_LOOK.toNanos();
    while (!contender.isIdle()) {
      if (System.nanoTime() - ready >= next) {
        mostLive = Math.max(mostLive, live());
        next *= 2;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    double seconds = (System.nanoTime() - ready) / 1e9;
    System.out.printf("%s %.2f %d%n", SETTLED, seconds, Math.max(mostLive, live()) >> 20);
  }

  /** Bytes of the heap. */
  private static long live() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
