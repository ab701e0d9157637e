package com.storefront.messaging.republish;

import static com.storefront.messaging.outbox.TopicReader.header;
import static com.storefront.messaging.republish.Republication.State.DONE;
import static com.storefront.messaging.republish.Republication.State.FAILED;
import static com.storefront.messaging.republish.Republication.State.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.messaging.EventHeaders;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.Parcel;
import com.storefront.messaging.outbox.Meter;
import com.storefront.messaging.outbox.PendingOutboxes;
import com.storefront.messaging.outbox.RelayLease;
import com.storefront.messaging.outbox.TopicReader;
import com.storefront.servers.LocalServers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.mongodb.core.MongoOperations;

@SpringBootTest(properties = "spring.mongodb.database=republisher")
class RepublisherTests {

  private static final int FAST = 1_000_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;
  @Autowired Republisher republisher;
  @Autowired RepublishEndpoint endpoint;

  private final String id = UUID.randomUUID().toString();
  private final TopicReader meters = new TopicReader("meters.read");

  @AfterEach
  void close() {
    meters.close();
  }

  /** The same event, not a new one; the version does not change. */
  @Test
  void publishesTheNewestEventAgainUnchanged() {
    Meter meter = store.insert(new Meter(id).read(1));
    store.update(meter.read(2));
    awaitPublished(2);

    republish();

    await().until(() -> meters.of(id).size() == 3);
    ConsumerRecord<String, String> newest = meters.of(id).get(1);
    ConsumerRecord<String, String> again = meters.of(id).get(2);
    assertThat(again.value()).isEqualTo(newest.value());
    for (String name : List.of("ce_id", "ce_sequence", "ce_time", "ce_type", "ce_source")) {
      assertThat(header(again, name)).as(name).isEqualTo(header(newest, name));
    }
    assertThat(document()).containsEntry("version", 2L);
    assertThat(document().getList("outbox", Document.class)).isEmpty();
  }

  @Test
  void publishesADeletionAgain() {
    Meter meter = store.insert(new Meter(id).read(1));
    awaitPublished(1);
    store.update(meter.remove());
    awaitPublished(2);

    republish();

    await().until(() -> meters.of(id).size() == 3);
    assertThat(meters.of(id).get(2).value()).isNull();
    assertThat(header(meters.of(id).get(2), "ce_sequence")).isEqualTo("2");
  }

  @Test
  void publishesAgainInEachRun() {
    store.insert(new Meter(id).read(1));
    awaitPublished(1);

    republish();
    republish();

    await().until(() -> meters.of(id).size() == 3);
  }

  /** Compaction keeps the last record of a key. */
  @Test
  void neverPublishesAnOlderStateAfterANewerOne() {
    Meter meter = store.insert(new Meter(id).read(1));

    for (int i = 2; i <= 100; i++) {
      if (i % 10 == 0) {
        endpoint.start(FAST, null);
      }
      store.update(meter.read(i));
    }

    await().atMost(TIMEOUT).until(() -> republisher.latest().state() == DONE);
    await().until(() -> document().getList("outbox", Document.class).isEmpty());
    await()
        .until(
            () ->
                meters.of(id).stream().anyMatch(each -> header(each, "ce_sequence").equals("100")));
    assertThat(meters.of(id))
        .extracting(each -> Long.parseLong(header(each, "ce_sequence")))
        .isSorted();
  }

  @Test
  void readsManyPages() {
    store.insertAll(
        IntStream.range(0, 1_200).mapToObj(i -> new Meter(id + "-" + i).read(i)).toList());

    await()
        .until(
            () -> mongo.getCollection("meters").find(PendingOutboxes.IS_PENDING).first() == null);

    Republication done = republish();

    assertThat(done.total()).isEqualTo(mongo.getCollection("meters").countDocuments());
    var publishedAgain =
        Filters.and(Filters.regex("_id", "^" + id), Filters.eq("republished", done.id()));
    assertThat(mongo.getCollection("meters").countDocuments(publishedAgain)).isEqualTo(1_200);
    assertThat(done.read()).isGreaterThanOrEqualTo(1_200);
  }

  @Test
  void keepsThePace() {
    store.insertAll(IntStream.range(0, 20).mapToObj(i -> new Meter(id + "-" + i).read(i)).toList());
    int allInASecond = (int) republish().read();
    long begin = System.nanoTime();

    republish(allInASecond, null);

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isGreaterThanOrEqualTo(Duration.ofMillis(999));
  }

  @Test
  void waitsForKafkaAndContinues() {
    store.insert(new Meter(id).read(1));
    awaitPublished(1);
    LocalServers.kafka().stop();
    try {
      endpoint.start(FAST, null);
      // The page that waits is the first one, with or without the document of this test.
      var all = mongo.getCollection("meters");
      await().until(() -> all.countDocuments(PendingOutboxes.IS_PENDING) > 0);
      assertThat(republisher.latest().state()).isEqualTo(RUNNING);
      assertThat(endpoint.start(FAST, null).getStatus()).isEqualTo(409);
    } finally {
      LocalServers.kafka().restart();
    }

    await().atMost(TIMEOUT).until(() -> republisher.latest().state() == DONE);
    await().until(() -> meters.of(id).size() >= 2);
  }

  /** Two instances that raise versions would raise each other's endlessly. */
  @Test
  void runsInOneInstanceAtATime() {
    var other =
        new RelayLease(mongo.getCollection("relay.leases"), "republish", Duration.ofSeconds(30));
    assertThat(other.acquire()).isTrue();

    assertThat(endpoint.start(FAST, 1_000_000L).getStatus()).isEqualTo(409);

    other.release();
    republish(FAST, 1_000_000L);
    assertThat(other.acquire()).as("free again").isTrue();
    other.release();
  }

  /** Consumers that applied later versions than the backup contains apply the restored state. */
  @Test
  void raisesVersionsAfterARestore() {
    Meter meter = store.insert(new Meter(id).read(1));
    store.update(meter.read(2));
    store.update(meter.read(3));
    awaitPublished(3);
    String oldEvent = document().getString("eventId");
    mongo
        .getCollection("meters")
        .updateOne(
            Filters.eq("_id", id),
            Updates.combine(Updates.set("version", 1L), Updates.set("eventSequence", 1L)));

    republish(FAST, 1_000_000L);

    await().until(() -> meters.of(id).size() == 4);
    ConsumerRecord<String, String> restored = meters.of(id).get(3);
    assertThat(header(restored, "ce_sequence")).isEqualTo("1000001");
    assertThat(header(restored, "ce_id")).isNotEqualTo(oldEvent);
    assertThat(document()).containsEntry("version", 1_000_001L);
    Meter read = mongo.findById(id, Meter.class);
    store.update(read.read(9));
    assertThat(read.version()).isEqualTo(1_000_002);
  }

  @Test
  void raisesTheVersionOfAnAggregateWithoutEvents() {
    store.insert(Parcel.withoutEvent(id, "Oslo"));

    republish(FAST, 1_000_000L);

    assertThat(mongo.findById(id, Parcel.class).version()).isEqualTo(1_000_001);
  }

  @ParameterizedTest
  @CsvSource({"1, -1", "1, 1000000000001", "1, 9223372036854775807", "0, 0", "-1, 1000000"})
  void refusesAnotherPaceOrRaise(int perSecond, long raiseBy) {
    assertThatExceptionOfType(InvalidEndpointRequestException.class)
        .isThrownBy(() -> endpoint.start(perSecond, raiseBy))
        .extracting(InvalidEndpointRequestException::getReason)
        .asString()
        .contains("must be a whole number from");
  }

  /** Consumers would refuse every further event of the aggregate. */
  @Test
  void raisesNoVersionAboveWhatConsumersAccept() {
    store.insert(new Meter(id).read(1));
    awaitPublished(1);
    var meters = mongo.getCollection("meters");
    long tooHigh = EventHeaders.MAX_SEQUENCE - 999_999;
    meters.updateOne(Filters.eq("_id", id), Updates.set("version", tooHigh));
    try {
      assertThat(endpoint.start(FAST, 1_000_000L).getStatus()).isEqualTo(200);

      await().atMost(TIMEOUT).until(() -> republisher.latest().state() == FAILED);
      assertThat(republisher.latest().failure()).contains(id, "at most 9007199254740991");
      assertThat(document()).containsEntry("version", tooHigh);

      meters.updateOne(Filters.eq("_id", id), Updates.set("version", tooHigh - 1));
      republish(FAST, 1_000_000L);
      assertThat(document()).containsEntry("version", EventHeaders.MAX_SEQUENCE);
    } finally {
      meters.deleteOne(Filters.eq("_id", id));
    }
  }

  private Republication republish() {
    return republish(FAST, null);
  }

  private Republication republish(int perSecond, Long raiseBy) {
    assertThat(endpoint.start(perSecond, raiseBy).getStatus()).isEqualTo(200);
    await().atMost(TIMEOUT).until(() -> republisher.latest().state() != RUNNING);
    assertThat(republisher.latest().failure()).isNull();
    return republisher.latest();
  }

  private void awaitPublished(int events) {
    await().until(() -> document().getList("outbox", Document.class).isEmpty());
    await().until(() -> meters.of(id).size() == events);
  }

  private Document document() {
    return mongo.getCollection("meters").find(Filters.eq("_id", id)).first();
  }
}
