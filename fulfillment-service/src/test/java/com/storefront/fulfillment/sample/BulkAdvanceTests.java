package com.storefront.fulfillment.sample;

import static com.storefront.fulfillment.order.TestFulfillments.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.storefront.events.Topics;
import com.storefront.events.order.OrderStatusType;
import com.storefront.fulfillment.order.Fulfillment;
import com.storefront.fulfillment.order.FulfillmentManagement;
import com.storefront.fulfillment.order.Fulfillments;
import com.storefront.fulfillment.order.TestFulfillments;
import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.test.KafkaTestClient;
import com.storefront.test.RealServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;

@RealServers
@Import(MongoCommandCounter.class)
class BulkAdvanceTests {

  @Autowired BulkAdvance bulk;
  @Autowired FulfillmentManagement management;
  @Autowired Fulfillments fulfillments;
  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;
  @Autowired MongoCommandCounter commands;

  @BeforeEach
  void deletesAllFulfillments() {
    collection().deleteMany(new Document());
  }

  @Test
  void changesEachOfTenThousandOrdersOnceWhenCalledConcurrently() throws Exception {
    Set<String> orders = approved(10_000);

    List<BulkResult> results = fourAtOnce(this::processAll);

    assertThat(results.stream().mapToLong(BulkResult::changed).sum()).isEqualTo(10_000);
    assertThat(
            collection()
                .countDocuments(
                    Document.parse("{status: 'PROCESSING', version: 2, history: {$size: 3}}")))
        .isEqualTo(10_000);
    await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> assertThat(pending()).isZero());
    Set<String> published = new HashSet<>();
    for (var record : KafkaTestClient.records(Topics.ORDER_STATUS_CHANGE)) {
      if (orders.contains(record.key())) {
        published.add(record.key() + " " + KafkaTestClient.header(record, EventHeaders.ID));
        assertThat(KafkaTestClient.header(record, EventHeaders.SEQUENCE)).isEqualTo("2");
      }
    }
    assertThat(published).hasSize(10_000);
  }

  @Test
  void needsTwoRoundTripsForABatch() {
    approved(4 * Fulfillments.BATCH);
    long finds = commands.sent("find");
    long updates = commands.sent("update");

    BulkResult result = processAll();

    assertThat(result).isEqualTo(new BulkResult(4 * Fulfillments.BATCH, 0));
    assertThat(commands.sent("update") - updates).isBetween(4L, 5L);
    assertThat(commands.sent("find") - finds).isBetween(5L, 6L);
    assertThat(commands.sent("getMore")).isZero();
  }

  @Test
  void changesNothingWhereNoOrderHasTheStatus() {
    assertThat(processAll()).isEqualTo(new BulkResult(0, 0));
  }

  @Test
  void skipsAnOrderWhoseHistoryHasReachedItsLimit() {
    List<String> orders = approved(3).stream().sorted().toList();
    Document change =
        new Document("sequence", 1L).append("status", "APPROVED").append("at", Date.from(NOW));
    collection()
        .updateOne(
            new Document("_id", orders.get(1)),
            new Document("$set", new Document("history", Collections.nCopies(500, change))));

    assertThat(processAll()).isEqualTo(new BulkResult(2, 1));

    assertThat(statusOf(orders.get(1))).isEqualTo(OrderStatusType.APPROVED);
    assertThat(statusOf(orders.get(2))).isEqualTo(OrderStatusType.PROCESSING);
  }

  @Test
  void touchesOrdersOfSampleCustomersOnly() {
    List<String> orders = approved(2).stream().sorted().toList();
    collection()
        .updateOne(
            new Document("_id", orders.get(0)),
            Document.parse("{$set: {'recipient.contact.email': 'ada@example.com'}}"));

    assertThat(processAll()).isEqualTo(new BulkResult(1, 0));

    assertThat(statusOf(orders.get(0))).isEqualTo(OrderStatusType.APPROVED);
  }

  @Test
  void skipsAnOrderThatWasChangedAfterItWasRead() {
    List<String> orders = approved(3).stream().sorted().toList();

    BulkResult result =
        bulk.advance(
            OrderStatusType.APPROVED,
            (fulfillment, now, actor, note) -> {
              if (fulfillment.id().equals(orders.get(1))) {
                management.change(
                    fulfillment.id(), ExpectedVersion.ANY, "bob", null, Fulfillment::cancel);
              }
              fulfillment.process(now, actor, note);
            });

    assertThat(result).isEqualTo(new BulkResult(2, 1));
    assertThat(statusOf(orders.get(1))).isEqualTo(OrderStatusType.CANCELLED);
  }

  private BulkResult processAll() {
    return bulk.advance(OrderStatusType.APPROVED, Fulfillment::process);
  }

  private static List<BulkResult> fourAtOnce(Callable<BulkResult> call) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try {
      var results = new ArrayList<BulkResult>();
      for (Future<BulkResult> result : callers.invokeAll(List.of(call, call, call, call))) {
        results.add(result.get());
      }
      return results;
    } finally {
      callers.shutdown();
    }
  }

  private Set<String> approved(int count) {
    List<String> orders =
        IntStream.range(0, count).mapToObj(i -> UUID.randomUUID().toString()).toList();
    for (int i = 0; i < count; i += 1_000) {
      List<Fulfillment> batch =
          orders.subList(i, Math.min(count, i + 1_000)).stream()
              .map(TestFulfillments::requested)
              .toList();
      assertThat(store.insertAll(batch)).isEmpty();
    }
    return new HashSet<>(orders);
  }

  private OrderStatusType statusOf(String order) {
    return fulfillments.findById(order).orElseThrow().status();
  }

  private long pending() {
    return collection().countDocuments(Document.parse("{'outbox.at': {$exists: true}}"));
  }

  private MongoCollection<Document> collection() {
    return mongo.getCollection("fulfillment.requests");
  }
}
