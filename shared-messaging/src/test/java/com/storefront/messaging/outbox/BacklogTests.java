package com.storefront.messaging.outbox;

import static com.storefront.messaging.outbox.TopicReader.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.mongodb.core.MongoOperations;

/** A relay that may have little in flight, before many that wait. */
@SpringBootTest(
    properties = {
      "spring.mongodb.database=backlog",
      "spring.application.name=backlog",
      "storefront.outbox.batch=20",
      "storefront.outbox.in-flight=50",
      "storefront.outbox.in-flight-size=" + BacklogTests.MOST_BYTES,
      "spring.kafka.producer.properties.interceptor.classes="
          + "com.storefront.messaging.outbox.RecordsInFlight"
    })
class BacklogTests {

  static final int MOST_BYTES = 50_000;

  private static final int AGGREGATES = 2_000;

  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;
  @Autowired OutboxRelays relays;

  private final String run = UUID.randomUUID() + "-";

  @Test
  void drainsInOrderHoweverLittleIsInFlight() {
    relays.stop();
    List<Parcel> parcels =
        IntStream.range(0, AGGREGATES).mapToObj(i -> Parcel.posted(run + i, "Oslo")).toList();
    store.insertAll(parcels);
    parcels.forEach(parcel -> parcel.moveTo("Bergen"));
    assertThat(store.updateAll(parcels)).isEqualTo(AGGREGATES);

    RecordsInFlight.forgetMost();
    relays.start();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> mongo.getCollection("parcels").find(OutboxIndexes.IS_PENDING).first() == null);
    try (var topic = new TopicReader(Parcel.TOPIC)) {
      await().until(() -> topic.startingWith(run).size() >= 2 * AGGREGATES);
      Map<String, Integer> last = new HashMap<>();
      for (ConsumerRecord<String, String> event : topic.startingWith(run)) {
        int sequence = Integer.parseInt(header(event, "ce_sequence"));
        assertThat(sequence).isEqualTo(last.getOrDefault(event.key(), 0) + 1);
        last.put(event.key(), sequence);
      }
      assertThat(last).hasSize(AGGREGATES);
    }
    assertThat(RecordsInFlight.most()).isLessThan(50 + 20 + 1);
  }

  /** Also those that wait for another of their aggregate are held in memory. */
  @Test
  void linesUpNoMoreThanTheirSizeAllows() {
    relays.stop();
    int each = MOST_BYTES / 2;
    for (int i = 0; i < 10; i++) {
      Parcel parcel = store.insert(Parcel.posted(run + i, "x".repeat(each)));
      for (int j = 0; j < 4; j++) {
        store.update(parcel.moveTo("y".repeat(each)));
      }
    }

    RecordsInFlight.forgetMost();
    relays.start();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> mongo.getCollection("parcels").find(OutboxIndexes.IS_PENDING).first() == null);
    assertThat(RecordsInFlight.most())
        .as("two events are larger than all may be: an outbox, beside the last event of another")
        .isLessThanOrEqualTo(2);
    try (var topic = new TopicReader(Parcel.TOPIC)) {
      await().until(() -> topic.startingWith(run).size() == 50);
    }
  }
}
