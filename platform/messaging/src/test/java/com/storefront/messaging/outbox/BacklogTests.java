package com.storefront.messaging.outbox;

import static com.storefront.messaging.outbox.TopicReader.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.Parcel;
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

/** A relay with small batches and many pending events. */
@SpringBootTest(
    properties = {
      "spring.mongodb.database=backlog",
      "spring.application.name=backlog",
      "storefront.outbox.batch-size=" + BacklogTests.BATCH_SIZE,
      "storefront.outbox.batch-bytes=" + BacklogTests.BATCH_BYTES,
      "spring.kafka.producer.properties.interceptor.classes="
          + "com.storefront.messaging.outbox.RecordsInFlight"
    })
class BacklogTests {

  static final int BATCH_SIZE = 20;
  static final int BATCH_BYTES = 50_000;

  private static final int AGGREGATES = 2_000;

  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;
  @Autowired OutboxRelays relays;

  private final String run = UUID.randomUUID() + "-";

  @Test
  void isPublishedInOrderInBatchesOfLimitedNumber() {
    relays.stop();
    List<Parcel> parcels =
        IntStream.range(0, AGGREGATES).mapToObj(i -> Parcel.posted(run + i, "Oslo")).toList();
    store.insertAll(parcels);
    parcels.forEach(parcel -> parcel.moveTo("Bergen"));
    assertThat(store.updateAll(parcels)).isEqualTo(AGGREGATES);

    RecordsInFlight.reset();
    relays.start();

    awaitEmptyOutboxes();
    try (var topic = new TopicReader(Parcel.TOPIC)) {
      Map<String, Integer> last = new HashMap<>();
      for (ConsumerRecord<String, String> event : topic.startingWith(run)) {
        int sequence = Integer.parseInt(header(event, "ce_sequence"));
        assertThat(sequence).isEqualTo(last.getOrDefault(event.key(), 0) + 1);
        last.put(event.key(), sequence);
      }
      assertThat(last).hasSize(AGGREGATES);
      assertThat(last.values()).containsOnly(2);
    }
    assertThat(RecordsInFlight.most()).isLessThanOrEqualTo(BATCH_SIZE);
  }

  @Test
  void isPublishedInBatchesOfLimitedSize() {
    relays.stop();
    for (int i = 0; i < 10; i++) {
      store.insert(Parcel.posted(run + i, "x".repeat(BATCH_BYTES / 2)));
    }

    RecordsInFlight.reset();
    relays.start();

    awaitEmptyOutboxes();
    assertThat(RecordsInFlight.most()).isLessThanOrEqualTo(2);
    try (var topic = new TopicReader(Parcel.TOPIC)) {
      assertThat(topic.startingWith(run)).hasSize(10);
    }
  }

  private void awaitEmptyOutboxes() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> mongo.getCollection("parcels").find(PendingOutboxes.IS_PENDING).first() == null);
  }
}
