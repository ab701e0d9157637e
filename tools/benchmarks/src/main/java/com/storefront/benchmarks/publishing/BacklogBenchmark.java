package com.storefront.benchmarks.publishing;

import com.mongodb.client.MongoClients;
import com.storefront.servers.LocalServers;
import java.io.IOException;
import java.io.PrintStream;

/** Measures how fast a backlog is published and how much heap that needs. */
public final class BacklogBenchmark {

  private static final String DATABASE = "backlog";

  private BacklogBenchmark() {}

  /**
   * One backlog.
   *
   * @param seconds from the start of the relay until no event was pending
   * @param liveMebibytes maximum of the live heap, of 256 MiB
   */
  public record Drain(int events, double seconds, long liveMebibytes) {
    double perSecond() {
      return events / seconds;
    }
  }

  /** Fills and drains a backlog of so many events. */
  public static Drain drain(int events, PrintStream out) throws IOException, InterruptedException {
    try (var mongo = MongoClients.create(LocalServers.mongodbUri(DATABASE))) {
      mongo.getDatabase(DATABASE).drop();
    }
    BacklogProcess.execute(DATABASE, events);
    String[] figures = BacklogProcess.execute(DATABASE, 0).split(" ");
    var drain = new Drain(events, Double.parseDouble(figures[0]), Long.parseLong(figures[1]));
    out.printf(
        "backlog of %,d events: %.1f s, %.0f/s, live heap at most %d MiB%n",
        drain.events(), drain.seconds(), drain.perSecond(), drain.liveMebibytes());
    return drain;
  }
}
