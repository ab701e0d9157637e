package com.storefront.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.storefront.servers.LocalServers;
import java.time.Duration;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RelayLeaseTests {

  private static final Duration LENGTH = Duration.ofSeconds(2);

  private static MongoClient client;

  private final String name = UUID.randomUUID().toString();
  private final RelayLease first = new RelayLease(leases(), name, LENGTH);
  private final RelayLease second = new RelayLease(leases(), name, LENGTH);

  @BeforeAll
  static void connect() {
    client = MongoClients.create(LocalServers.mongodbUri("leases"));
  }

  @AfterAll
  static void disconnect() {
    client.close();
  }

  private static MongoCollection<Document> leases() {
    return client.getDatabase("leases").getCollection("relay.leases");
  }

  @Test
  void isHeldByOneAtATime() {
    assertThat(first.acquire()).isTrue();

    assertThat(second.acquire()).isFalse();
    assertThat(first.acquire()).isTrue();
    assertThat(first.term()).isEqualTo(1);
  }

  @Test
  void passesToAStandbyInstanceWithinThreeSecondsWhenTheHolderStops() {
    first.acquire();

    await()
        .atMost(Duration.ofSeconds(3))
        .pollInterval(second.retryInterval())
        .until(second::acquire);

    assertThat(second.term()).isEqualTo(2);
    assertThat(first.keep()).isFalse();
  }

  @Test
  void passesImmediatelyWhenReleased() {
    first.acquire();

    first.release();

    assertThat(second.acquire()).isTrue();
  }

  @Test
  void isRenewedFromHalfItsLengthOn() {
    first.acquire();
    leases().deleteOne(new Document("_id", name));

    assertThat(first.keep()).isTrue();
    assertThat(leases().countDocuments(new Document("_id", name))).isZero();
  }

  @Test
  void isNotKeptIfAnotherInstanceHeldItMeanwhile() {
    first.acquire();
    await().pollInterval(second.retryInterval()).until(second::acquire);
    second.release();

    assertThat(first.keep()).isFalse();
    assertThat(first.acquire()).isTrue();
    assertThat(first.term()).isEqualTo(3);
  }
}
