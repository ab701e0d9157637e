package com.storefront.messaging.outbox;

import static com.storefront.messaging.outbox.Republication.State.DONE;
import static com.storefront.messaging.outbox.Republication.State.RUNNING;
import static com.storefront.messaging.outbox.TopicReader.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.local.servers.LocalServers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.mongodb.core.MongoOperations;

@SpringBootTest(properties = "spring.mongodb.database=republisher")
class RepublisherTests {

  private static final int FAST = 1_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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

  /** Rule 6: the same event, not a new one; and no version is used up. */
  @Test
  void tellsTheNewestEventAgainAsItWas() {
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
  void tellsADeletionAgain() {
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
  void tellsItAsOftenAsItIsAsked() {
    store.insert(new Meter(id).read(1));
    awaitPublished(1);

    republish();
    republish();

    await().until(() -> meters.of(id).size() == 3);
  }

  /** Else compaction would keep a state that is not the newest. */
  @Test
  void neverPutsAnOlderStateBehindANewerOne() {
    Meter meter = store.insert(new Meter(id).read(1));

    for (int i = 2; i <= 100; i++) {
      if (i % 10 == 0) {
        endpoint.begin(FAST, null);
      }
      store.update(meter.read(i));
    }

    await().atMost(PATIENCE).until(() -> republisher.newest().state() == DONE);
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
  void goesThroughManyPages() {
    store.insertAll(
        IntStream.range(0, 1_200).mapToObj(i -> new Meter(id + "-" + i).read(i)).toList());

    await()
        .until(() -> mongo.getCollection("meters").find(OutboxIndexes.IS_PENDING).first() == null);

    Republication done = republish();

    var toldAgain =
        Filters.and(Filters.regex("_id", "^" + id), Filters.eq("republished", done.id()));
    assertThat(mongo.getCollection("meters").countDocuments(toldAgain)).isEqualTo(1_200);
    assertThat(done.read()).isGreaterThanOrEqualTo(1_200);
  }

  @Test
  void keepsThePaceItIsGiven() {
    store.insertAll(IntStream.range(0, 20).mapToObj(i -> new Meter(id + "-" + i).read(i)).toList());
    int allInASecond = (int) republish().read();
    long begin = System.nanoTime();

    republish(allInASecond, null);

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isGreaterThanOrEqualTo(Duration.ofMillis(999));
  }

  @Test
  void waitsForKafkaAndGoesOn() {
    store.insert(new Meter(id).read(1));
    awaitPublished(1);
    LocalServers.kafka().stop();
    try {
      endpoint.begin(FAST, null);
      await().until(() -> document().getList("outbox", Document.class).size() == 1);
      assertThat(republisher.newest().state()).isEqualTo(RUNNING);
      assertThat(endpoint.begin(FAST, null).getStatus()).isEqualTo(409);
    } finally {
      LocalServers.kafka().restart();
    }

    await().atMost(PATIENCE).until(() -> republisher.newest().state() == DONE);
    await().until(() -> meters.of(id).size() >= 2);
  }

  /** Two instances that raise would raise what the other told, for ever. */
  @Test
  void runsInOneInstanceAtATime() {
    var other =
        new RelayLease(mongo.getCollection("relay.leases"), "republish", Duration.ofSeconds(30));
    assertThat(other.acquire()).isTrue();

    assertThat(endpoint.begin(FAST, 1_000_000L).getStatus()).isEqualTo(409);

    other.release();
    republish(FAST, 1_000_000L);
    assertThat(other.acquire()).as("free again").isTrue();
    other.release();
  }

  /** Rule 15: followers that saw later versions than the backup had take the restored state. */
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
  void raisesWhatNeverToldAnything() {
    store.insert(Parcel.unannounced(id, "Oslo"));

    republish(FAST, 1_000_000L);

    assertThat(mongo.findById(id, Parcel.class).version()).isEqualTo(1_000_001);
  }

  private Republication republish() {
    return republish(FAST, null);
  }

  private Republication republish(int perSecond, Long raiseBy) {
    assertThat(endpoint.begin(perSecond, raiseBy).getStatus()).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> republisher.newest().state() != RUNNING);
    assertThat(republisher.newest().failure()).isNull();
    return republisher.newest();
  }

  private void awaitPublished(int events) {
    await().until(() -> document().getList("outbox", Document.class).isEmpty());
    await().until(() -> meters.of(id).size() == events);
  }

  private Document document() {
    return mongo.getCollection("meters").find(Filters.eq("_id", id)).first();
  }
}
