package com.storefront.benchmarks.services;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.storefront.benchmarks.publishing.Spread;
import com.storefront.benchmarks.publishing.Waiting;
import com.storefront.events.Address;
import com.storefront.events.AddressType;
import com.storefront.events.Contact;
import com.storefront.events.CustomerChangeEvent;
import com.storefront.events.Name;
import com.storefront.events.Topics;
import com.storefront.local.servers.LocalServers;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bson.Document;

/**
 * How fast orders takes in what fulfillment reports when it gets records in batches, and when it
 * gets one at a time: in each round each once, alone, on a backlog that was there before.
 */
public final class FollowingBenchmark {

  private static final Map<String, String> ONE_BY_ONE =
      Map.of("SPRING_KAFKA_CONSUMER_MAX_POLL_RECORDS", "1");
  private static final Pattern GUID = Pattern.compile("\"guid\":\"([^\"]+)\"");
  private static final int WARM_UP_SHARE = 10;

  private final int orders;
  private final int rounds;
  private final PrintStream out;

  /**
   * @param orders of which each gets four reports in a round
   */
  public FollowingBenchmark(int orders, int rounds, PrintStream out) {
    this.orders = orders;
    this.rounds = rounds;
    this.out = out;
  }

  /** Events consumed a second, in one round. */
  public record Round(double batches, double oneByOne) {}

  /** All rounds. */
  public record Rates(List<Round> rounds) {
    public Spread batches() {
      return Spread.of(rounds.stream().mapToDouble(Round::batches));
    }

    public Spread oneByOne() {
      return Spread.of(rounds.stream().mapToDouble(Round::oneByOne));
    }

    public Spread ratio() {
      return Spread.of(rounds.stream().mapToDouble(round -> round.batches() / round.oneByOne()));
    }
  }

  public Rates run() throws InterruptedException {
    var jar = ServiceJar.of("orders");
    ToldEvents.declareTopics();
    try (var mongo = MongoClients.create(LocalServers.mongodbUri(jar.service()));
        var others = new ToldEvents()) {
      var collection = mongo.getDatabase(jar.service()).getCollection("customer.orders");
      Document approved = approved(jar, collection, others);
      Copies.insert(collection, approved, () -> UUID.randomUUID().toString(), orders - 1);
      var guids =
          collection.find().map(order -> order.getString("_id")).into(new ArrayList<String>());
      return compare(jar, new ReportedOrders(collection, others, guids));
    }
  }

  private Rates compare(ServiceJar jar, ReportedOrders reported) {
    var results = new ArrayList<Round>();
    for (int round = 1; round <= rounds; round++) {
      var result =
          new Round(perSecond(jar, Map.of(), reported), perSecond(jar, ONE_BY_ONE, reported));
      results.add(result);
      out.printf(
          "round %d   in batches %.0f/s, one by one %.0f/s%n",
          round, result.batches(), result.oneByOne());
    }
    return new Rates(results);
  }

  /** One order, placed and approved by people. */
  private static Document approved(
      ServiceJar jar, MongoCollection<Document> collection, ToldEvents others) {
    try (var service = jar.start(Map.of())) {
      var customer = customer();
      others.tell(Topics.CUSTOMER_CHANGE, "/accounts", customer.id(), 1, customer);
      others.flush();
      Waiting.until(
          () -> !service.get("/orders/customers?size=1").contains("\"totalElements\":0"),
          Duration.ofMillis(20),
          Duration.ofMinutes(1),
          "customer at orders");
      var placed =
          GUID.matcher(
              service.post(
                  "/orders/customers/%s/orders".formatted(customer.id()),
                  """
                  {"orderItems": [{"quantity": 4, "product": {"guid": "widget", "title": "Widget",
                    "description": "A widget as any other", "price": 1.99}}]}
                  """));
      placed.find();
      String guid = placed.group(1);
      service.post("/orders/orders/%s/approval".formatted(guid), null, "If-Match", "*");
      return Copies.published(collection, guid);
    }
  }

  private static CustomerChangeEvent customer() {
    return new CustomerChangeEvent(
        "6b01064db29f8f4e06d5b478",
        1,
        new Name("Ms.", "Ada", null, "Lovelace", null),
        new Contact("555-666-7777", null, "ada@example.com"),
        List.of(
            new Address(AddressType.SHIPPING, "Home", "12 Row", null, "Sunrise", "CA", "12345")));
  }

  private static double perSecond(
      ServiceJar jar, Map<String, String> settings, ReportedOrders reported) {
    try (var service = jar.start(settings)) {
      consume(service, reported.first(reported.guids().size() / WARM_UP_SHARE));
      return reported.reports() / consume(service, reported);
    }
  }

  /** Seconds from when the service can see the whole backlog until the last order is RECEIVED. */
  private static double consume(RunningService service, ReportedOrders reported) {
    reported.forgetReports();
    service.whileFrozen(reported::report);
    long began = System.nanoTime();
    reported.awaitReceived();
    return (System.nanoTime() - began) / 1e9;
  }
}
