package com.storefront.fulfillment.fulfillment;

import static com.storefront.fulfillment.fulfillment.TestFulfillments.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.events.EventHeaders;
import com.storefront.events.OrderStatusType;
import com.storefront.events.Topics;
import com.storefront.fulfillment.Commands;
import com.storefront.fulfillment.Kafka;
import com.storefront.fulfillment.RealServers;
import com.storefront.messaging.outbox.AggregateStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;

@RealServers
class BulkAdvanceTests {

  @Autowired FulfillmentManagement management;
  @Autowired BulkAdvance bulk;
  @Autowired Fulfillments fulfillments;
  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;
  @Autowired Kafka kafka;
  @Autowired Commands commands;

  @BeforeEach
  void forgetTheOtherTests() {
    mongo.getCollection("fulfillment.requests").deleteMany(new Document());
  }

  @DisplayName("B3: of four calls at once, one moves an order, and one event tells of it")
  @Test
  void movesEachOfTenThousandOrdersOnce() throws Exception {
    Set<String> orders = approved(10_000);

    List<Advanced> answers = fourAtOnce(management::processAll);

    assertThat(answers.stream().mapToLong(Advanced::moved).sum()).isEqualTo(10_000);
    assertThat(with(OrderStatusType.PROCESSING)).isEqualTo(10_000);
    assertThat(
            mongo
                .getCollection("fulfillment.requests")
                .countDocuments(Document.parse("{version: 2, history: {$size: 3}}")))
        .isEqualTo(10_000);
    await().atMost(Duration.ofMinutes(3)).untilAsserted(() -> assertThat(pending()).isZero());
    Set<String> told = new HashSet<>();
    for (ConsumerRecord<String, byte[]> record : kafka.everythingOn(Topics.ORDER_STATUS_CHANGE)) {
      if (orders.contains(record.key())) {
        told.add(record.key() + " " + Kafka.header(record, EventHeaders.ID));
        assertThat(Kafka.header(record, EventHeaders.SEQUENCE)).isEqualTo("2");
      }
    }
    assertThat(told).hasSize(10_000);
  }

  @DisplayName("E2: a batch is one query and one write, so time and memory don't run away")
  @Test
  void takesTwoRoundTripsABatch() {
    approved(4 * BulkAdvance.BATCH);
    long finds = commands.sent("find");
    long updates = commands.sent("update");

    Advanced advanced = management.processAll();

    assertThat(advanced).isEqualTo(new Advanced(4 * BulkAdvance.BATCH, 0));
    assertThat(commands.sent("update") - updates).isBetween(4L, 5L);
    assertThat(commands.sent("find") - finds).isBetween(5L, 6L);
    assertThat(commands.sent("getMore")).isZero();
  }

  @Test
  void takesAnOrderThroughAllSteps() {
    String order = approved(1).iterator().next();

    assertThat(management.processAll()).isEqualTo(new Advanced(1, 0));
    assertThat(management.shipAll(() -> ShippingMethod.USPS)).isEqualTo(new Advanced(1, 0));
    assertThat(management.putAllInTransit()).isEqualTo(new Advanced(1, 0));
    assertThat(management.receiveAll()).isEqualTo(new Advanced(1, 0));

    Fulfillment fulfillment = management.fulfillment(order);
    assertThat(fulfillment.status()).isEqualTo(OrderStatusType.RECEIVED);
    assertThat(fulfillment.shippingMethod()).contains(ShippingMethod.USPS);
    assertThat(fulfillment.version()).isEqualTo(5);
  }

  @DisplayName("C6: an advance of nothing says so")
  @Test
  void isHonestAboutNothing() {
    assertThat(management.receiveAll()).isEqualTo(new Advanced(0, 0));
  }

  @DisplayName("C3: an order that can't move doesn't hold up those behind it")
  @Test
  void passesAnOrderWhoseHistoryIsFull() {
    List<String> orders = approved(3).stream().sorted().toList();
    Document filler =
        new Document("sequence", 1L)
            .append("status", "APPROVED")
            .append("at", java.util.Date.from(NOW));
    mongo
        .getCollection("fulfillment.requests")
        .updateOne(
            new Document("_id", orders.get(1)),
            new Document(
                "$set", new Document("history", java.util.Collections.nCopies(500, filler))));

    assertThat(management.processAll()).isEqualTo(new Advanced(2, 1));

    assertThat(management.fulfillment(orders.get(1)).status()).isEqualTo(OrderStatusType.APPROVED);
    assertThat(management.fulfillment(orders.get(2)).status())
        .isEqualTo(OrderStatusType.PROCESSING);
  }

  @DisplayName("B3: what somebody else moved in between is left to them")
  @Test
  void leavesWhatSomebodyElseMoved() {
    List<String> orders = approved(3).stream().sorted().toList();

    Advanced advanced =
        bulk.advance(
            OrderStatusType.APPROVED,
            it -> {
              if (it.id().equals(orders.get(1))) {
                management.cancel(it.id(), version -> {}, "just in time");
              }
              it.process(NOW, null);
            });

    assertThat(advanced).isEqualTo(new Advanced(2, 1));
    assertThat(management.fulfillment(orders.get(1)).status()).isEqualTo(OrderStatusType.CANCELLED);
  }

  private static List<Advanced> fourAtOnce(Callable<Advanced> call) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try {
      var answers = new ArrayList<Advanced>();
      for (Future<Advanced> answer : callers.invokeAll(List.of(call, call, call, call))) {
        answers.add(answer.get());
      }
      return answers;
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

  private long with(OrderStatusType status) {
    return mongo
        .getCollection("fulfillment.requests")
        .countDocuments(new Document("status", status.name()));
  }

  private long pending() {
    return mongo
        .getCollection("fulfillment.requests")
        .countDocuments(Document.parse("{'outbox.at': {$exists: true}}"));
  }
}
