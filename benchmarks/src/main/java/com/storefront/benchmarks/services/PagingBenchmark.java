package com.storefront.benchmarks.services;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.storefront.benchmarks.publishing.Latency.Percentiles;
import com.storefront.local.servers.LocalServers;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.bson.Document;
import org.bson.types.ObjectId;

/** Paging through many customers at accounts, alone. */
public final class PagingBenchmark {

  private static final String COLLECTION = "customer.accounts";
  private static final int SIZE = 20;
  private static final int RANDOM_PAGES = 50;
  private static final int TIMES = 5;
  private static final long SEED = 1;
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f]{24})\"");

  private final int customers;
  private final PrintStream out;
  private final Map<String, String> figures = new LinkedHashMap<>();

  public PagingBenchmark(int customers, PrintStream out) {
    this.customers = customers;
    this.out = out;
  }

  /** Runs everything; figures come in the order they were measured. */
  public Map<String, String> run() {
    var jar = ServiceJar.of("accounts");
    try (var mongo = MongoClients.create(LocalServers.mongodbUri(jar.service()))) {
      var database = mongo.getDatabase(jar.service());
      var collection = database.getCollection(COLLECTION);
      Document registered = registered(jar, collection);
      Copies.insert(collection, registered, () -> new ObjectId().toHexString(), customers - 1);
      try (var service = jar.start(Map.of())) {
        measure(service);
        lookAtPlans(service, database);
      }
    }
    return figures;
  }

  private void measure(RunningService service) {
    long before = service.residentMebibytes();
    randomPages(service, RANDOM_PAGES / 10); // warms up
    page(service, "the first page", 0);
    page(service, "the page after a quarter", last() / 4);
    page(service, "the page in the middle", last() / 2);
    page(service, "the last page", last());
    var random = randomPages(service, RANDOM_PAGES);
    note(
        "%d random pages".formatted(RANDOM_PAGES),
        "p50 %.1f ms, p99 %.1f ms".formatted(random.p50(), random.p99()));
    note(
        "resident, before and after",
        "%d and %d MiB".formatted(before, service.residentMebibytes()));
  }

  /** What MongoDB's profiler says of the commands that one page takes. */
  private void lookAtPlans(RunningService service, MongoDatabase database) {
    database.runCommand(new Document("profile", 2));
    read(service, last());
    database.runCommand(new Document("profile", 0));
    var commands =
        database
            .getCollection("system.profile")
            .find(
                Filters.and(
                    Filters.eq("ns", database.getName() + "." + COLLECTION),
                    Filters.exists("planSummary")));
    for (Document command : commands) {
      note(
          "the last page's " + command.get("command", Document.class).keySet().iterator().next(),
          "%s, %,d keys and %,d documents looked at, %s"
              .formatted(
                  command.getString("planSummary"),
                  command.getInteger("keysExamined"),
                  command.getInteger("docsExamined"),
                  command.getBoolean("hasSortStage", false) ? "sorted in memory" : "no sort"));
    }
  }

  private int last() {
    return (customers - 1) / SIZE;
  }

  private static Document registered(ServiceJar jar, MongoCollection<Document> collection) {
    try (var service = jar.start(Map.of())) {
      var id = ID.matcher(service.post("/accounts/customers", HttpLoad.customer(0)));
      id.find();
      return Copies.published(collection, id.group(1));
    }
  }

  /** The median of some times. */
  private void page(RunningService service, String what, int page) {
    var micros = new Histogram(3);
    for (int i = 0; i < TIMES; i++) {
      micros.recordValue(read(service, page));
    }
    note(what, "%.1f ms".formatted(Percentiles.of(micros).p50()));
  }

  private Percentiles randomPages(RunningService service, int count) {
    var random = new Random(SEED);
    var micros = new Histogram(3);
    for (int i = 0; i < count; i++) {
      micros.recordValue(read(service, random.nextInt(last() + 1)));
    }
    return Percentiles.of(micros);
  }

  private static long read(RunningService service, int page) {
    long began = System.nanoTime();
    service.get("/accounts/customers?page=%d&size=%d".formatted(page, SIZE));
    return (System.nanoTime() - began) / 1_000;
  }

  private void note(String what, String figure) {
    figures.put(what, figure);
    out.printf("%-50s %s%n", what, figure);
  }
}
