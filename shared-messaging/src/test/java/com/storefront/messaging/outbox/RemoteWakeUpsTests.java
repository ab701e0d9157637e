package com.storefront.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.storefront.local.servers.LocalServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoteWakeUpsTests {

  private final MongoClient client = MongoClients.create(LocalServers.mongodbUri("wakeups"));
  private final MongoDatabase database = client.getDatabase("wakeups");
  private final RemoteWakeUps wakeUps = new RemoteWakeUps(database, "parcels");
  private final WakeUps told = new WakeUps();
  private final List<String> received = new ArrayList<>();

  @AfterEach
  void close() {
    database.drop();
    client.close();
  }

  @Test
  void receivesWhatIsSentFromThenOn() {
    wakeUps.send(List.of("before"));
    try (var receiver = receive()) {
      wakeUps.send(List.of("a", "b"));
      new RemoteWakeUps(database, "parcels").send(List.of("c"));

      await().until(() -> received().size() == 3);
      assertThat(received).containsExactly("a", "b", "c");
      assertThat(receiver.failure()).isNull();
    }
  }

  /** Not only when the server has let it wait for five seconds. */
  @Test
  void receivesAtOnceWhatIsSentWhileItWaits() {
    try (var receiver = receive()) {
      wakeUps.send(List.of("a"));
      await().until(() -> received().contains("a"));

      wakeUps.send(List.of("b"));

      await().atMost(Duration.ofSeconds(4)).until(() -> received().contains("b"));
      assertThat(receiver.failure()).isNull();
    }
  }

  @Test
  void receivesThatAllAreToBeLookedAt() {
    try (var receiver = receive()) {
      wakeUps.sendAll();

      await().until(told::wereTooMany);
      assertThat(receiver.failure()).isNull();
    }
  }

  @Test
  void receivesNothingForAnotherSource() {
    try (var receiver = receive()) {
      new RemoteWakeUps(database, "letters").send(List.of("a letter"));
      wakeUps.send(List.of("a parcel"));

      await().until(() -> !received().isEmpty());
      assertThat(received).containsExactly("a parcel");
      assertThat(receiver.failure()).isNull();
    }
  }

  @Test
  void waitsAtACollectionThatForgets() {
    wakeUps.send(List.of("to a collection that was not there, and so is not capped"));

    try (var receiver = receive()) {
      wakeUps.send(List.of("a"));

      await().until(() -> received().contains("a"));
      assertThat(receiver.failure()).isNull();
      assertThat(database.listCollections().first().get("options", Document.class))
          .containsEntry("capped", true);
    }
  }

  @Test
  void saysWhenNothingIsReceivedAnyMore() {
    try (var receiver = receive()) {
      database.drop();

      await().until(() -> receiver.failure() != null);
    }
  }

  private RemoteWakeUps.Receiver receive() {
    return wakeUps.receive(told);
  }

  /** All so far. */
  private List<String> received() {
    told.take(1_000).forEach(wakeUp -> received.add(wakeUp.id()));
    return received;
  }
}
