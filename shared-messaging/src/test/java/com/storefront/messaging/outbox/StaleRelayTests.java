package com.storefront.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.storefront.local.servers.LocalServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;

/** What a relay has read must not be sent when another may have sent newer events since. */
class StaleRelayTests {

  private final MongoClient client = MongoClients.create(LocalServers.mongodbUri("stale"));
  private final MongoCollection<Document> parcels =
      client.getDatabase("stale").getCollection("parcels-" + UUID.randomUUID());
  private final RelayLease lease =
      new RelayLease(
          client.getDatabase("stale").getCollection("relay.leases"),
          parcels.getNamespace().getCollectionName(),
          Duration.ofMillis(500));
  private final List<String> sent = new ArrayList<>();

  @BeforeEach
  void letFiveWait() {
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
  void sendsNothingMoreOnceASendFailed() {
    relayUntilOneIsSent(done -> done.accept(new TimeoutException("no metadata")));

    assertThat(sent).hasSize(1);
  }

  @Test
  void sendsNothingMoreOnceItsLeaseMayBeAnothers() {
    relayUntilOneIsSent(
        done -> {
          await().until(() -> !lease.isCurrent());
          done.accept(null);
        });

    assertThat(sent).hasSize(1);
  }

  private void relayUntilOneIsSent(Consumer<Consumer<@Nullable Throwable>> broker) {
    OutboxSettings settings =
        new Binder(List.of()).bindOrCreate("storefront.outbox", OutboxSettings.class);
    var source = Publication.of(Parcel.class);
    var metrics =
        new RelayMetrics(
            parcels, source, lease::isHeld, new SimpleMeterRegistry(), Clock.systemUTC());
    EventSender sender =
        new EventSender(null, "/parcels") {
          @Override
          void send(ProducerRecord<String, byte[]> event, Consumer<@Nullable Throwable> done) {
            sent.add(event.key());
            broker.accept(done);
          }

          @Override
          Duration longestSend() {
            return Duration.ofSeconds(1);
          }
        };
    var remote =
        new RemoteWakeUps(client.getDatabase("stale"), parcels.getNamespace().getCollectionName());
    new OutboxRelay(source, parcels, new WakeUps(), remote, lease, sender, metrics, settings)
        .run(() -> true, () -> !sent.isEmpty());
  }
}
