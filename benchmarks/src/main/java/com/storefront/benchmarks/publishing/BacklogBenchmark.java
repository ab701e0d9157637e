package com.storefront.benchmarks.publishing;

import com.mongodb.client.MongoClients;
import com.storefront.benchmarks.publishing.ContenderProcess.Role;
import com.storefront.local.servers.LocalServers;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How fast events that piled up are published, and what memory that takes. */
public final class BacklogBenchmark {

  private static final String DATABASE = "backlog";
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final List<Integer> sizes;
  private final PrintStream out;

  /**
   * @param sizes of the backlogs; the first warms up nothing, each is drained by a new process
   */
  public BacklogBenchmark(List<Integer> sizes, PrintStream out) {
    this.sizes = sizes;
    this.out = out;
  }

  /**
   * One backlog.
   *
   * @param seconds from when the process was ready until nothing waited
   * @param liveMebibytes the most that collections found live in its heap of 256 MiB
   */
  public record Drain(int events, double seconds, long liveMebibytes) {
    public double perSecond() {
      return events / seconds;
    }
  }

  public List<Drain> run() throws IOException, InterruptedException {
    var drains = new ArrayList<Drain>();
    for (int size : sizes) {
      try (var mongo = MongoClients.create(LocalServers.mongodbUri(DATABASE))) {
        mongo.getDatabase(DATABASE).drop();
      }
      try (var filling = ContenderProcess.start(Way.OURS, DATABASE, Role.FILL, size)) {
        filling.await(ContenderProcess.SETTLED, PATIENCE).orElseThrow();
      }
      try (var draining = ContenderProcess.start(Way.OURS, DATABASE, Role.RECOVER, 0)) {
        String[] said = draining.await(ContenderProcess.SETTLED, PATIENCE).orElseThrow().split(" ");
        var drain = new Drain(size, Double.parseDouble(said[0]), Long.parseLong(said[1]));
        out.printf(
            "%,d events: %.1f s, %.0f/s, live at most %d MiB%n",
            drain.events(), drain.seconds(), drain.perSecond(), drain.liveMebibytes());
        drains.add(drain);
      }
    }
    return drains;
  }
}
