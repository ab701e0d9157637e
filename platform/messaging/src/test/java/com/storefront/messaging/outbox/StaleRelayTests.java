package com.storefront.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.storefront.messaging.aggregate.Parcel;
import com.storefront.servers.LocalServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;

/** A batch must not be sent on when another instance may have published newer events meanwhile. */
class StaleRelayTests {

  private final MongoClient client = MongoClients.create(LocalServers.mongodbUri("stale"));
  private final MongoCollection<Document> parcels =
      client.getDatabase("stale").getCollection("parcels-" + UUID.randomUUID());
  private final RelayLease lease = newLease();
  private final List<String> sent = new ArrayList<>();

  @BeforeEach
  void insertFivePendingEvents() {
    for (int i = 0; i < 5; i++) {
      String event = UUID.randomUUID().toString();
      var entry = new OutboxEntry(event, event, 1, Instant.now(), "{}", null);
      parcels.insertOne(new Document("_id", "" + i).append("outbox", List.of(entry.toDocument())));
    }
  }

  @AfterEach
  void close() {
    parcels.drop();
    client.close();
  }

  @Test
  void sendsNothingMoreAfterAFailedSend() throws Exception {
    runUntilTheFirstSend(() -> new TimeoutException("no metadata"));

    assertThat(sent).hasSize(1);
    assertThat(parcels.countDocuments(PendingOutboxes.IS_PENDING)).isEqualTo(5);
  }

  @Test
  void sendsNothingMoreWhenAnotherInstanceMayHoldTheLease() throws Exception {
    runUntilTheFirstSend(
        () -> {
          await().until(() -> !lease.isCurrent());
          return null;
        });

    assertThat(sent).hasSize(1);
    assertThat(parcels.countDocuments(PendingOutboxes.IS_PENDING)).isEqualTo(4);
  }

  /** It may have published newer events, although the lease is held again. */
  @Test
  void sendsNothingMoreWhenAnotherInstanceHeldTheLeaseMeanwhile() throws Exception {
    RelayLease other = newLease();

    runUntilTheFirstSend(
        () -> {
          await().until(other::acquire);
          other.release();
          await().until(lease::acquire);
          return null;
        });

    assertThat(sent).hasSize(1);
    assertThat(parcels.countDocuments(PendingOutboxes.IS_PENDING)).isEqualTo(4);
  }

  private RelayLease newLease() {
    return new RelayLease(
        client.getDatabase("stale").getCollection("relay.leases"),
        parcels.getNamespace().getCollectionName(),
        Duration.ofMillis(500));
  }

  /**
   * @param outcome returns the failure of the first send, or null
   */
  private void runUntilTheFirstSend(Supplier<@Nullable Throwable> outcome) throws Exception {
    OutboxSettings settings =
        new Binder(List.of()).bindOrCreate("storefront.outbox", OutboxSettings.class);
    var publication = Publication.of(Parcel.class);
    var metrics =
        new RelayMetrics(
            parcels, publication, lease::isHeld, new SimpleMeterRegistry(), Clock.systemUTC());
    var stopped = new CountDownLatch(1);
    var publisher =
        new EventPublisher(null, "/parcels") {
          @Override
          CompletableFuture<@Nullable Throwable> send(
              Publication publication, String id, OutboxEntry entry, long leaseTerm) {
            sent.add(id);
            stopped.countDown();
            return CompletableFuture.completedFuture(outcome.get());
          }
        };
    new OutboxRelay(
            publication,
            new PendingOutboxes(parcels, settings),
            new RelaySignal(),
            lease,
            publisher,
            metrics,
            settings.pollInterval())
        .run(stopped);
  }
}
