package com.storefront.launcher.consistency;

import static com.storefront.launcher.consistency.Link.CUSTOMERS;
import static com.storefront.launcher.consistency.Link.REPORTS;
import static com.storefront.launcher.consistency.Link.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import com.storefront.servers.LocalServers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With documents as the services write them, one of them changed. */
class ConsistencyCheckTests {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Date LONG_AGO = Date.from(NOW.minusSeconds(60));
  private static final ConsistencyCheck.Databases DATABASES =
      new ConsistencyCheck.Databases("audited-accounts", "audited-orders", "audited-fulfillment");

  private final MongoClient mongodb = MongoClients.create(LocalServers.mongodbUri("admin"));
  private final MongoCollection<Document> customers =
      mongodb.getDatabase(DATABASES.accounts()).getCollection("customer.accounts");
  private final MongoCollection<Document> copies =
      mongodb.getDatabase(DATABASES.orders()).getCollection("customers");
  private final MongoCollection<Document> orders =
      mongodb.getDatabase(DATABASES.orders()).getCollection("customer.orders");
  private final MongoCollection<Document> fulfillments =
      mongodb.getDatabase(DATABASES.fulfillment()).getCollection("fulfillment.requests");

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private boolean deadLetter;
  private boolean behind;

  @BeforeEach
  void fill() {
    List.of(customers, copies, orders, fulfillments).forEach(MongoCollection::drop);
    customers.createIndex(
        Indexes.ascending("outbox.at"),
        new IndexOptions()
            .name("outbox_pending")
            .partialFilterExpression(Filters.exists("outbox.at")));
    for (String id : List.of("a", "b", "c")) {
      customers.insertOne(
          personal(id)
              .append("eventSequence", 3L)
              .append("eventId", id + 3)
              .append("eventAt", LONG_AGO));
      copies.insertOne(personal(id).append("sequence", 3L).append("eventId", id + 3));
    }
    for (String id : List.of("o1", "o2", "o3")) {
      orders.insertOne(
          placed(id)
              .append("version", 7L)
              .append("eventSequence", 2L)
              .append("eventId", "request-" + id)
              .append("eventAt", LONG_AGO)
              .append(
                  "history",
                  List.of(
                      change(1, "CREATED").append("source", "orders"),
                      change(2, "APPROVED").append("source", "orders"),
                      change(2, "PROCESSING").append("source", "fulfillment"),
                      change(3, "SHIPPED").append("source", "fulfillment"))));
      fulfillments.insertOne(
          placed(id)
              .append("requestSequence", 2L)
              .append("requestEventId", "request-" + id)
              .append("requestedAt", LONG_AGO)
              .append(
                  "history",
                  List.of(
                      change(1, "CREATED"),
                      change(1, "APPROVED"),
                      change(2, "PROCESSING"),
                      change(3, "SHIPPED"))));
    }
    orders.insertOne(placed("undecided").append("history", List.of()));
  }

  @AfterEach
  void close() {
    mongodb.close();
  }

  @Test
  void findsNoDifferenceWhereAllAreEqual() {
    assertThat(check()).isEmpty();
  }

  /** Orders erases first; fulfillment follows when the withdrawal arrives. */
  @Test
  void comparesOrdersWithoutPersonalData() {
    orders.updateOne(
        Filters.eq("_id", "o1"),
        Updates.combine(
            Updates.unset("recipient"),
            Updates.set("erasure", new Document("at", LONG_AGO)),
            Updates.set("eventSequence", 5L),
            Updates.set("eventId", "withdrawal"),
            Updates.set("eventAt", LONG_AGO),
            Updates.unset("history.2.note")));

    assertThat(check()).extracting(Difference::cause).containsExactly(Cause.LOST);

    fulfillments.updateOne(
        Filters.eq("_id", "o1"),
        Updates.combine(
            Updates.unset("recipient"),
            Updates.set("requestSequence", 5L),
            Updates.set("requestEventId", "withdrawal")));

    assertThat(check()).isEmpty();
  }

  @Test
  void ignoresWhatFulfillmentDoesNotStore() {
    set(orders, "o1", "items.0.product.description", "Brilliant Blue Widget");
    set(orders, "o1", "items.0.product.price", new Decimal128(199));
    set(orders, "o1", "items.0.product.currency", "EUR");

    assertThat(check()).isEmpty();
  }

  @Test
  void comparesEveryAggregateAndShowsItsProgress() {
    var progress = new ArrayList<Long>();
    var check = new ConsistencyCheck(mongodb, DATABASES, diagnostics(), clock);

    assertThat(check.run(found -> {}, progress::add)).isEqualTo(7);

    assertThat(progress).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(check.total()).isEqualTo(7);
  }

  @Test
  void reportsWhatIsPendingInTheOutbox() {
    set(customers, "b", "eventSequence", 4L);
    set(customers, "b", "outbox", List.of(new Document("sequence", 4L).append("at", LONG_AGO)));

    assertThat(check()).containsExactly(difference(CUSTOMERS, "b", 4, 3, Cause.PENDING));
  }

  @Test
  void reportsAnOutboxThatIsNotInTheIndexOfTheRelay() {
    set(customers, "b", "eventSequence", 4L);
    set(customers, "b", "outbox", List.of(new Document("sequence", 4L)));

    assertThat(check()).containsExactly(difference(CUSTOMERS, "b", 4, 3, Cause.NOT_INDEXED));
  }

  @Test
  void reportsAParkedEvent() {
    set(customers, "b", "eventSequence", 4L);
    set(
        customers,
        "b",
        "outbox",
        List.of(new Document("sequence", 4L).append("parked", "too large")));

    assertThat(check()).containsExactly(difference(CUSTOMERS, "b", 4, 3, Cause.PARKED));
  }

  @Test
  void reportsADeadLetter() {
    set(customers, "b", "eventSequence", 4L);
    deadLetter = true;

    assertThat(check()).containsExactly(difference(CUSTOMERS, "b", 4, 3, Cause.DEAD_LETTER));
  }

  @Test
  void reportsAConsumerThatIsBehind() {
    copies.deleteOne(Filters.eq("_id", "a"));
    behind = true;

    assertThat(check()).containsExactly(difference(CUSTOMERS, "a", 3, 0, Cause.BEHIND));
  }

  @Test
  void reportsALostEvent() {
    copies.deleteOne(Filters.eq("_id", "c"));
    fulfillments.deleteOne(Filters.eq("_id", "o1"));

    assertThat(check())
        .containsExactly(
            difference(CUSTOMERS, "c", 3, 0, Cause.LOST),
            difference(REQUESTS, "o1", 2, 0, Cause.LOST),
            new Difference(REPORTS, "o1", 0, 2, Cause.SOURCE_BEHIND, LONG_AGO.toInstant()));
  }

  @Test
  void reportsAGapInAHistory() {
    orders.updateOne(
        Filters.eq("_id", "o2"),
        Updates.pull("history", new Document("source", "fulfillment").append("sequence", 2L)));

    assertThat(check()).containsExactly(difference(REPORTS, "o2", 2, 0, Cause.LOST));
  }

  @Test
  void reportsASourceThatIsBehindItsCopies() {
    customers.deleteOne(Filters.eq("_id", "a"));
    set(customers, "b", "eventSequence", 2L);
    orders.deleteOne(Filters.eq("_id", "o3"));
    fulfillments.updateOne(
        Filters.eq("_id", "o1"), Updates.pull("history", new Document("sequence", 3L)));

    assertThat(check())
        .extracting(Difference::link, Difference::aggregate, Difference::cause)
        .containsExactly(
            tuple(CUSTOMERS, "a", Cause.NO_SOURCE),
            tuple(CUSTOMERS, "b", Cause.SOURCE_BEHIND),
            tuple(REPORTS, "o1", Cause.SOURCE_BEHIND),
            tuple(REQUESTS, "o3", Cause.NO_SOURCE));
  }

  @Test
  void reportsDifferentContentOfTheSameVersion() {
    set(copies, "c", "contact", new Document("email", "wrong@example.com"));
    set(fulfillments, "o1", "recipient", new Document("name", "Another name"));
    set(orders, "o2", "history.3.status", "RECEIVED");

    assertThat(check())
        .extracting(Difference::cause)
        .containsExactly(Cause.CONTRADICTION, Cause.CONTRADICTION, Cause.CONTRADICTION);
  }

  @Test
  void readsAgainWhatDiffers() {
    copies.deleteOne(Filters.eq("_id", "b"));
    var repairedMeanwhile =
        new Diagnostics() {
          @Override
          public boolean isDeadLetter(Link link, String aggregate) {
            copies.insertOne(personal("b").append("sequence", 3L).append("eventId", "b3"));
            return false;
          }

          @Override
          public boolean isBehind(Link link) {
            return false;
          }
        };
    List<Difference> found = new ArrayList<>();

    new ConsistencyCheck(mongodb, DATABASES, repairedMeanwhile, clock).run(found::add, done -> {});

    assertThat(found).isEmpty();
  }

  @Test
  void findsOneDifferenceAmongThousandsOfAggregates() {
    customers.insertMany(
        IntStream.range(0, 3_000)
            .mapToObj(
                i ->
                    personal("many-%05d".formatted(i))
                        .append("eventSequence", 1L)
                        .append("eventAt", LONG_AGO))
            .toList());
    copies.insertMany(
        IntStream.range(0, 3_000)
            .filter(i -> i != 1_234)
            .mapToObj(i -> personal("many-%05d".formatted(i)).append("sequence", 1L))
            .toList());

    assertThat(check()).containsExactly(difference(CUSTOMERS, "many-01234", 1, 0, Cause.LOST));
  }

  @Test
  void failsOnlyForWhatIsOlderThanTolerated(@TempDir Path folder) throws Exception {
    copies.deleteOne(Filters.eq("_id", "c"));

    assertThat(report(Duration.ofSeconds(61), folder)).contains("1 differences, 0 of them older");
    assertThat(report(Duration.ofSeconds(59), folder))
        .contains("accounts-orders c: version 3 in accounts, 0 in orders; lost; for 60.0 s")
        .contains("lost: ", "./storefront republish accounts.")
        .contains("1 differences, 1 of them older");
    assertThat(Files.readString(folder.resolve("audit.prom")))
        .contains("storefront_audit_differences{hop=\"accounts-orders\",cause=\"lost\"} 1\n")
        .contains("storefront_audit_differences{hop=\"accounts-orders\",cause=\"parked\"} 0\n")
        .contains("storefront_audit_oldest_seconds{hop=\"accounts-orders\",cause=\"lost\"} 60\n")
        .contains("storefront_audit_compared 7\n");
  }

  @Test
  void printsHowToDropACopyWithoutSource(@TempDir Path folder) throws Exception {
    customers.deleteOne(Filters.eq("_id", "a"));

    assertThat(report(Duration.ofSeconds(59), folder))
        .contains("accounts-orders a: version 0 in accounts, 3 in orders; no-source")
        .contains("getCollection(\"customers\").deleteOne({_id: \"a\"})");
  }

  @Test
  void printsHowToRepairACopyThatAnotherProducerMadeNewer(@TempDir Path folder) throws Exception {
    copies.updateOne(Filters.eq("_id", "a"), Updates.set("sequence", (1L << 53) - 1));

    assertThat(report(Duration.ofSeconds(59), folder))
        .contains("9007199254740991 in orders; source-behind")
        .contains("getCollection(\"customers\").deleteOne({_id: \"a\"})")
        .contains("run ./storefront republish accounts, then ./storefront dead-letters replay all");
  }

  /** Fulfillment refuses the request of orders, whatever its sequence is. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, Long.MAX_VALUE})
  void printsHowToDropARequestOfAnotherProducer(long sequence, @TempDir Path folder)
      throws Exception {
    set(fulfillments, "o1", "requestSequence", sequence);
    set(fulfillments, "o1", "requestEventId", "foreign");
    deadLetter = true;

    assertThat(report(Duration.ofSeconds(59), folder))
        .contains("getCollection(\"fulfillment.requests\").deleteOne({_id: \"o1\"})")
        .contains("./storefront republish orders", "./storefront dead-letters replay all");
  }

  @ParameterizedTest
  @ValueSource(longs = {4, (1L << 53) - 1, Long.MAX_VALUE})
  void printsTheCommandThatDropsAReportOfAnotherProducer(long sequence, @TempDir Path folder)
      throws Exception {
    Document before = orders.find(Filters.eq("_id", "o1")).first();
    orders.updateOne(
        Filters.eq("_id", "o1"),
        Updates.combine(
            Updates.set("status", "RECEIVED"),
            Updates.push("history", change(sequence, "RECEIVED").append("source", "fulfillment"))));

    execute(report(Duration.ofSeconds(59), folder));

    assertThat(check()).isEmpty();
    assertThat(orders.find(Filters.eq("_id", "o1")).first())
        .isEqualTo(before.append("status", "SHIPPED").append("version", 8L));
  }

  /** Fulfillment's own report became a dead letter, because its sequence was taken. */
  @Test
  void printsTheCommandThatDropsAReportThatTookThePlaceOfAnother(@TempDir Path folder)
      throws Exception {
    set(orders, "o1", "history.3.status", "RECEIVED");
    deadLetter = true;

    execute(report(Duration.ofSeconds(59), folder));

    assertThat(check()).containsExactly(difference(REPORTS, "o1", 3, 0, Cause.DEAD_LETTER));
    assertThat(orders.find(Filters.eq("_id", "o1")).first()).containsEntry("status", "PROCESSING");
  }

  @Test
  void printsAnIdThatControlsNeitherTerminalNorShell(@TempDir Path folder) throws Exception {
    copies.insertOne(personal("a\u001B[31m\u0007\n'\"; rm").append("sequence", 1L));

    assertThat(report(Duration.ofSeconds(59), folder))
        .contains("accounts-orders a\\u001B[31m\\u0007\\u000A'\"; rm: version 0")
        .contains(
            "deleteOne({_id: \"a\\u001B\\u005B31m\\u0007\\u000A\\u0027\\u0022\\u003B\\u0020rm\"})");
  }

  /** As mongosh would. */
  private void execute(String report) {
    var command = Pattern.compile("updateOne\\((\\{.*?}), (\\[.*])\\)'").matcher(report);
    assertThat(command.find()).as(report).isTrue();
    List<Document> pipeline =
        Document.parse("{pipeline: %s}".formatted(command.group(2)))
            .getList("pipeline", Document.class);
    assertThat(orders.updateOne(Document.parse(command.group(1)), pipeline).getModifiedCount())
        .isOne();
  }

  private String report(Duration tolerated, Path folder) {
    var printed = new ByteArrayOutputStream();
    var report = new Report(new PrintStream(printed), clock, tolerated, 10);
    long compared =
        new ConsistencyCheck(mongodb, DATABASES, diagnostics(), clock).run(report::add, done -> {});
    report.writeMetrics(folder.resolve("audit.prom"), compared);
    assertThat(report.close(compared)).isEqualTo(tolerated.toSeconds() > 60);
    return printed.toString();
  }

  private List<Difference> check() {
    List<Difference> found = new ArrayList<>();
    new ConsistencyCheck(mongodb, DATABASES, diagnostics(), clock).run(found::add, done -> {});
    return found;
  }

  private Diagnostics diagnostics() {
    return new Diagnostics() {
      @Override
      public boolean isDeadLetter(Link link, String aggregate) {
        return deadLetter;
      }

      @Override
      public boolean isBehind(Link link) {
        return behind;
      }
    };
  }

  private static Difference difference(
      Link link, String id, long published, long applied, Cause cause) {
    return new Difference(link, id, published, applied, cause, LONG_AGO.toInstant());
  }

  private static Document personal(String id) {
    return new Document("_id", id)
        .append("name", new Document("firstName", "Ada"))
        .append("contact", new Document("email", id + "@example.com"))
        .append("addresses", List.of(new Document("city", "Sunrise")));
  }

  private static Document placed(String id) {
    return new Document("_id", id)
        .append("customerId", "a")
        .append("recipient", new Document("name", "Ada"))
        .append(
            "items",
            List.of(new Document("product", new Document("guid", "g")).append("quantity", 4)));
  }

  private static Document change(long sequence, String status) {
    return new Document("sequence", sequence).append("status", status).append("at", LONG_AGO);
  }

  private static void set(
      MongoCollection<Document> collection, String id, String field, Object value) {
    collection.updateOne(Filters.eq("_id", id), Updates.set(field, value));
  }
}
