package com.storefront.messaging.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.messaging.MessagingApplication;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.Parcel;
import com.storefront.messaging.aggregate.StaleVersion;
import com.storefront.messaging.audit.AuditEntry;
import com.storefront.servers.LocalServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoOperations;

@SpringBootTest(properties = "storefront.timers.poll-interval=20ms")
@Import(Inspections.class)
class TimersTests {

  private static final Instant PAST = Instant.now().minusSeconds(60);
  private static final Instant FUTURE = Instant.now().plus(Duration.ofHours(1));
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;
  @Autowired MeterRegistry meters;
  @Autowired Inspections inspections;
  @Autowired TimersEndpoint endpoint;
  @Autowired TimerResolutions resolutions;

  private final String id = UUID.randomUUID().toString();

  @Test
  void changesTheAggregateAndEndsTheTimerInOneWrite() {
    store.insert(Parcel.posted(id, "Oslo").inspectAt(PAST));

    awaitInspection(id);

    assertThat(document(id)).containsEntry("version", 2L).doesNotContainKey("timers");
    assertThat(read(id).place()).isEqualTo("Oslo, inspected");
    assertThat(inspections.of(id)).isEqualTo(1);
  }

  @Test
  void runsNoTimerBeforeItsTime() {
    store.insert(Parcel.posted(id, "Oslo").inspectAt(FUTURE));
    String due = UUID.randomUUID().toString();
    store.insert(Parcel.posted(due, "Bergen").inspectAt(PAST));

    awaitInspection(due);

    assertThat(read(id).timer(Parcel.INSPECTION)).hasValue(millis(FUTURE));
    assertThat(inspections.of(id)).isZero();
  }

  @Test
  void movesATimer() {
    Parcel parcel = store.insert(Parcel.posted(id, "Oslo").inspectAt(FUTURE));

    store.update(parcel.inspectAt(PAST));

    awaitInspection(id);
    assertThat(document(id)).containsEntry("version", 3L);
  }

  @Test
  void cancelsATimerWithTheChangeThatNoLongerNeedsIt() {
    Parcel parcel = store.insert(Parcel.posted(id, "Oslo").inspectAt(FUTURE));

    parcel.moveTo("Bergen").cancelTimer(Parcel.INSPECTION);
    store.update(parcel);

    assertThat(document(id)).doesNotContainKey("timers");
  }

  @Test
  void aCommandThatReadBeforeTheTimerRanIsRefused() {
    Parcel read = store.insert(Parcel.posted(id, "Oslo").inspectAt(PAST));
    awaitInspection(id);

    assertThatThrownBy(() -> store.update(read.moveTo("Bergen"))).isInstanceOf(StaleVersion.class);
  }

  @Test
  void triesAgainUntilTheHandlerSucceeds() {
    inspections.fail(id, 2);
    store.insert(Parcel.posted(id, "Oslo").inspectAt(PAST));

    awaitInspection(id);

    assertThat(inspections.of(id)).isGreaterThanOrEqualTo(3); // also as part of a batch
    assertThat(document(id)).containsEntry("version", 2L).doesNotContainKey("timers");
  }

  @Test
  void aSlowHandlerDelaysNoOtherTimer() {
    List<String> ids = IntStream.range(0, 7).mapToObj(i -> UUID.randomUUID().toString()).toList();
    ids.forEach(each -> store.insert(Parcel.posted(each, "Oslo").clearAt(PAST.minusSeconds(60))));
    await().atMost(TIMEOUT).until(() -> inspections.customs.hasQueuedThreads());

    store.insert(Parcel.posted(id, "Bergen").inspectAt(PAST));
    awaitInspection(id);
    assertThat(collection().countDocuments(scheduled(ids))).isEqualTo(ids.size());

    inspections.customs.release(ids.size());
    await().atMost(TIMEOUT).until(() -> collection().countDocuments(scheduled(ids)) == 0);
    assertThat(inspections.largestClearance).hasValue(Inspections.CLEARANCE_BATCH);
  }

  @Test
  void listsAFailingTimerAndRunsItAgainOnRequest() {
    inspections.fail(id, Integer.MAX_VALUE);
    store.insert(Parcel.posted(id, "Oslo").inspectAt(PAST));
    await().atMost(TIMEOUT).until(() -> failing(id).findFirst().isPresent());
    FailingTimer failing = failing(id).findFirst().orElseThrow();
    assertThat(failing.name()).isEqualTo(Parcel.INSPECTION);
    assertThat(failing.failure()).contains("The inspector is ill");
    assertThat(failing.due()).isEqualTo(millis(PAST));
    assertThat(failing.next()).isAfter(PAST);
    assertThat(failing.attempts()).isPositive();
    assertThat(endpoint.failing().count()).isPositive();

    inspections.fail(id, 0);
    resolve(TimersEndpoint.Action.RETRY, 204);

    awaitInspection(id);
    assertThat(failing(id)).isEmpty();
    resolve(TimersEndpoint.Action.RETRY, 404);
  }

  @Test
  void skipsAFailingTimerOnRequest() {
    inspections.fail(id, Integer.MAX_VALUE);
    store.insert(Parcel.posted(id, "Oslo").inspectAt(PAST));
    await().atMost(TIMEOUT).until(() -> failing(id).findFirst().isPresent());

    resolve(TimersEndpoint.Action.SKIP, 204);

    assertThat(document(id)).containsEntry("version", 1L).doesNotContainKey("timers");
    assertThat(resolutions.newest(100))
        .filteredOn(it -> it.subject().equals(id))
        .extracting(AuditEntry::action, AuditEntry::by, AuditEntry::detail)
        .containsExactly(tuple("SKIP", "test", "timer " + Parcel.INSPECTION));
    resolve(TimersEndpoint.Action.SKIP, 404);
  }

  @Test
  void oneUnreadableDocumentStopsNoOther() {
    store.insert(Parcel.posted(id, "Oslo").inspectAt(FUTURE));
    collection()
        .updateOne(
            Filters.eq("_id", id),
            Updates.combine(
                Updates.set("weight", new Document("unit", "kg")),
                Updates.set("timers.0.at", Date.from(PAST))));
    String readable = UUID.randomUUID().toString();
    store.insert(Parcel.posted(readable, "Bergen").inspectAt(PAST));

    awaitInspection(readable);

    await().atMost(TIMEOUT).until(() -> failing(id).findFirst().isPresent());
    resolve(TimersEndpoint.Action.SKIP, 204);
  }

  @Test
  void keepsATimerWithoutHandlerForAnotherVersionOfTheService() {
    store.insert(Parcel.posted(id, "Oslo").inspectAt(FUTURE));
    collection()
        .updateOne(
            Filters.eq("_id", id),
            Updates.combine(
                Updates.set("timers.0.name", "repair"),
                Updates.set("timers.0.at", Date.from(PAST))));

    await().atMost(TIMEOUT).until(() -> failing(id).findFirst().isPresent());

    assertThat(failing(id).findFirst().orElseThrow().failure()).contains("no handler");
    assertThat(endpoint.resolve(id, "repair", "test", TimersEndpoint.Action.SKIP).getStatus())
        .isEqualTo(204);
  }

  /** Some of the timers are due since an outage; two instances start at the same time. */
  @Test
  void runsEachOfTenThousandDueTimersOnce() {
    List<String> ids =
        IntStream.range(0, 10_000).mapToObj(i -> UUID.randomUUID().toString()).toList();
    for (int from = 0; from < ids.size(); from += 500) {
      store.insertAll(
          ids.subList(from, from + 500).stream()
              .map(each -> Parcel.withoutEvent(each, "Oslo").inspectAt(PAST))
              .toList());
    }
    try (var second =
        new SpringApplicationBuilder(MessagingApplication.class, Inspections.class)
            .properties(
                "storefront.timers.poll-interval=20ms",
                "spring.mongodb.uri=" + LocalServers.mongodbUri("messaging"),
                "spring.kafka.bootstrap-servers=" + LocalServers.kafkaBootstrapServers())
            .run()) {
      assertThat(second.isRunning()).isTrue();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> collection().countDocuments(scheduled(ids)) == 0);
    }

    assertThat(
            collection()
                .countDocuments(
                    Filters.and(
                        Filters.in("_id", ids),
                        Filters.eq("version", 2L),
                        Filters.eq("place", "Oslo, inspected"))))
        .isEqualTo(ids.size());
  }

  @Test
  void countsTimers() {
    double before = fired();
    store.insert(Parcel.posted(id, "Oslo").inspectAt(PAST));
    awaitInspection(id);

    await().atMost(TIMEOUT).until(() -> fired() > before);
    for (String gauge : List.of("timers", "timers.failing", "timers.overdue")) {
      assertThat(meters.get("storefront." + gauge).tag("collection", "parcels").gauge().value())
          .isNotNegative();
    }
  }

  private double fired() {
    return Stream.ofNullable(meters.find("storefront.timers.fired").counter())
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private void resolve(TimersEndpoint.Action action, int status) {
    assertThat(endpoint.resolve(id, Parcel.INSPECTION, "test", action).getStatus())
        .isEqualTo(status);
  }

  private Stream<FailingTimer> failing(String parcel) {
    return endpoint.failing().timers().stream().filter(timer -> timer.id().equals(parcel));
  }

  private void awaitInspection(String parcel) {
    await().atMost(TIMEOUT).until(() -> read(parcel).place().endsWith(", inspected"));
  }

  private static Bson scheduled(List<String> ids) {
    return Filters.and(Filters.in("_id", ids), Filters.exists("timers"));
  }

  private static Instant millis(Instant instant) {
    return Instant.ofEpochMilli(instant.toEpochMilli());
  }

  private MongoCollection<Document> collection() {
    return mongo.getCollection("parcels");
  }

  private Document document(String parcel) {
    return collection().find(Filters.eq("_id", parcel)).first();
  }

  private Parcel read(String parcel) {
    return mongo.findById(parcel, Parcel.class);
  }
}
