package com.storefront.messaging.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import com.storefront.messaging.KafkaCluster;
import com.storefront.messaging.TopicProvisioner;
import com.storefront.messaging.aggregate.Parcel;
import com.storefront.servers.LocalServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** A view of a topic on a real broker. */
@SpringBootTest
class CompactedViewTests {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int MANY = 100_000;
  private static final int BATCH = 5_000;
  private static final int LOOK_UPS = 1_000_000;

  @Autowired ConsumerFactory<byte[], byte[]> consumers;
  @Autowired KafkaCluster cluster;
  @Autowired TopicProvisioner topics;
  @Autowired KafkaTemplate<String, byte[]> kafka;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<CompactedView<?>> views = new ArrayList<>();
  private ParcelTopic topic;

  @Autowired
  void nameTopic() {
    topic = new ParcelTopic("viewed-" + UUID.randomUUID(), topics, kafka);
  }

  @AfterEach
  void stop() {
    views.forEach(CompactedView::stop);
  }

  @Test
  void keepsTheHighestSequenceInWhateverOrderRecordsArrive() {
    topic.create();
    topic.move("4711", 2, "Bergen");
    topic.move("4711", 1, "Oslo");
    topic.move("4712", 1, "Narvik");

    CompactedView<Parcel.Moved> view = filled();

    assertThat(place(view, "4711")).isEqualTo("Bergen");
    assertThat(view.all()).extracting(Parcel.Moved::id).containsExactlyInAnyOrder("4711", "4712");
    assertThat(view.find("4713")).isEmpty();

    topic.move("4711", 1, "Oslo");
    topic.move("4711", 3, "Hammerfest");
    awaitPlace(view, "4711", "Hammerfest");
    topic.move("4711", 2, "Bergen");
    topic.send("4711", 4, "4711/4", "{ not json".getBytes(UTF_8)).join();
    awaitSkipped(1);
    assertThat(place(view, "4711")).isEqualTo("Hammerfest");
  }

  @Test
  void doesNotRestoreADeletedEntryFromAnOlderRecord() {
    topic.create();
    topic.move("4711", 1, "Oslo");
    topic.lose("4711", 2);
    topic.move("4711", 1, "Oslo");

    CompactedView<Parcel.Moved> view = filled();

    assertThat(view.find("4711")).isEmpty();
    assertThat(view.all()).isEmpty();
    topic.move("4711", 3, "Bergen");
    awaitPlace(view, "4711", "Bergen");
  }

  @Test
  void skipsWhatIsNoValidEventAndContinues() {
    topic.create();
    topic.move("4711", 1, "Oslo");
    topic.send("4711", 2, "4711/2", "{ not json".getBytes(UTF_8)).join();
    topic.send("4711", 2, "4711/2", "{\"id\": \"4711\", \"sequence\": 2}".getBytes(UTF_8)).join();
    topic.send("4712", 2, "4712/2", null).join();
    byte[] other = "{\"id\": \"4712\", \"sequence\": 2, \"place\": \"x\"}".getBytes(UTF_8);
    topic.send("4712", 2, "another event", other).join();
    topic.send("4 7 1 3", 1, "1", null).join();

    CompactedView<Parcel.Moved> view = filled();

    awaitSkipped(4);
    assertThat(place(view, "4711")).isEqualTo("Oslo");
    assertThat(view.find("4712")).isEmpty();
    topic.move("4711", 2, "Bergen");
    awaitPlace(view, "4711", "Bergen");
  }

  @Test
  void isFilledOnlyWhenEverythingIsReadAndLooksUpWithoutWaiting() {
    topic.create();
    for (int start = 0; start < MANY; start += BATCH) {
      CompletableFuture.allOf(
              IntStream.range(start, start + BATCH)
                  .mapToObj(i -> topic.sendMove("parcel-" + i, 1, "Oslo"))
                  .toArray(CompletableFuture[]::new))
          .join();
    }

    List<String> keys = IntStream.range(0, MANY).mapToObj(i -> "parcel-" + i).toList();
    long begin = System.nanoTime();
    CompactedView<Parcel.Moved> view = started(200_000);
    assertThat(view.isFilled()).isFalse();
    assertThat(health(view)).isEqualTo(Status.OUT_OF_SERVICE);
    await().atMost(TIMEOUT).pollInterval(Duration.ofMillis(1)).until(view::isFilled);
    assertThat(view.size()).isEqualTo(MANY);
    assertThat(health(view)).isEqualTo(Status.UP);
    long filled = System.nanoTime();
    int found = 0;
    for (int i = 0; i < LOOK_UPS; i++) {
      found += view.find(keys.get(i % MANY)).isPresent() ? 1 : 0;
    }
    long end = System.nanoTime();

    assertThat(found).isEqualTo(LOOK_UPS);
    System.out.printf(
        "CompactedView: %d entries filled in %d ms; %d look-ups in %d ms%n",
        MANY, millis(filled - begin), LOOK_UPS, millis(end - filled));
  }

  @Test
  void isFilledWithNothingWhileTheTopicDoesNotExistAndReadsItWhenItDoes() {
    CompactedView<Parcel.Moved> view = filled();
    assertThat(view.all()).isEmpty();

    topic.create();
    topic.move("4711", 1, "Oslo");

    awaitPlace(view, "4711", "Oslo");
  }

  @Test
  void isNotFilledWhileKafkaIsUnreachable() {
    KafkaCluster unreachable = mock();
    given(unreachable.offsets(topic.name()))
        .willThrow(new KafkaException("unreachable", new TimeoutException()));

    CompactedView<Parcel.Moved> view = started(unreachable, 10);

    verify(unreachable, timeout(TIMEOUT.toMillis()).atLeast(2)).offsets(topic.name());
    assertThat(view.isFilled()).isFalse();
    assertThat(health(view)).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(gauge("storefront.view.filled")).isZero();
    assertThat(gauge("storefront.view.behind")).isNaN();
  }

  @Test
  void keepsItsEntriesWithoutKafkaAndContinuesAfterwards() {
    topic.create();
    topic.move("4711", 1, "Oslo");
    CompactedView<Parcel.Moved> view = filled();

    LocalServers.kafka().stop();
    try {
      assertThat(place(view, "4711")).isEqualTo("Oslo");
      assertThat(health(view)).isEqualTo(Status.UP);
    } finally {
      LocalServers.kafka().restart();
    }

    topic.move("4711", 2, "Bergen");
    awaitPlace(view, "4711", "Bergen");
  }

  /** No offset of the old topic is out of the range of the new one. */
  @Test
  void readsATopicThatIsCreatedAgainFromItsBeginningAndKeepsItsEntries() throws Exception {
    topic.create();
    topic.move("4711", 1, "Oslo");
    topic.move("4712", 1, "Oslo");
    CompactedView<Parcel.Moved> view = filled();

    topic.delete();
    topic.create();
    topic.move("4711", 2, "Bergen");
    topic.move("4712", 2, "Bergen");
    topic.move("4713", 1, "Narvik");

    awaitPlace(view, "4711", "Bergen");
    awaitPlace(view, "4712", "Bergen");
    awaitPlace(view, "4713", "Narvik");
    assertThat(view.isFilled()).isTrue();
  }

  @Test
  void boundsItsEntries() {
    topic.create();
    topic.move("4711", 1, "Oslo");
    topic.move("4711", 2, "Bergen");
    CompactedView<Parcel.Moved> view = started(1);
    awaitPlace(view, "4711", "Bergen");

    topic.move("4712", 1, "Oslo");
    topic.move("4711", 3, "Narvik");

    awaitPlace(view, "4711", "Narvik");
    awaitSkipped(1);
    assertThat(view.size()).isEqualTo(1);
  }

  @Test
  void showsItsStateInMetrics() {
    topic.create();
    topic.move("4711", 1, "Oslo");
    topic.lose("4712", 1);

    filled();

    assertThat(gauge("storefront.view.entries")).isEqualTo(2);
    assertThat(gauge("storefront.view.filled")).isEqualTo(1);
    assertThat(gauge("storefront.view.newest.age")).isEqualTo(60);
    await().atMost(TIMEOUT).until(() -> gauge("storefront.view.behind") == 0);
  }

  @Test
  void canBeStartedAgain() {
    topic.create();
    topic.move("4711", 1, "Oslo");
    CompactedView<Parcel.Moved> view = filled();

    view.stop();
    topic.move("4711", 2, "Bergen");
    view.start();

    awaitPlace(view, "4711", "Bergen");
  }

  private CompactedView<Parcel.Moved> filled() {
    CompactedView<Parcel.Moved> view = started(100);
    await().atMost(TIMEOUT).until(view::isFilled);
    return view;
  }

  private CompactedView<Parcel.Moved> started(int maxEntries) {
    return started(cluster, maxEntries);
  }

  private CompactedView<Parcel.Moved> started(KafkaCluster kafka, int maxEntries) {
    Clock clock = Clock.fixed(Instant.parse("2026-11-21T08:01:00Z"), ZoneOffset.UTC);
    CompactedView<Parcel.Moved> view =
        new CompactedViews(consumers, kafka, meters, clock, "test")
            .of(topic.name(), "ParcelMoved", Parcel.Moved.class, Parcel.Moved::id, maxEntries);
    views.add(view);
    view.start();
    return view;
  }

  private static String place(CompactedView<Parcel.Moved> view, String id) {
    return view.find(id).map(Parcel.Moved::place).orElse("");
  }

  private static void awaitPlace(CompactedView<Parcel.Moved> view, String id, String place) {
    await(place).atMost(TIMEOUT).until(() -> place(view, id).equals(place));
  }

  private void awaitSkipped(int records) {
    await()
        .atMost(TIMEOUT)
        .until(() -> meters.get("storefront.view.skipped").counter().count() == records);
  }

  private static Status health(CompactedView<?> view) {
    ObjectProvider<CompactedView<?>> views = mock();
    given(views.stream()).willReturn(Stream.of(view));
    return new ViewAutoConfiguration().viewsHealthIndicator(views).health().getStatus();
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }
}
