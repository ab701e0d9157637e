package com.storefront.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoServerTests {

  @TempDir Path folder;

  @Test
  void supportsTransactions() {
    try (var server = MongoServer.start(folder, 0);
        MongoClient client = MongoClients.create(server.uri("shop"));
        ClientSession session = client.startSession()) {
      MongoCollection<Document> orders = orders(client);

      session.withTransaction(() -> orders.insertOne(session, new Document("_id", "a")));

      assertThat(orders.countDocuments()).isOne();
    }
  }

  @Test
  void keepsDataAndPortAcrossARestart() {
    try (var server = MongoServer.start(folder, 0);
        MongoClient client = MongoClients.create(server.uri("shop"))) {
      orders(client).insertOne(new Document("_id", "a"));
      long before = server.pid();

      server.restart();

      assertThat(server.pid()).isNotEqualTo(before);
      assertThat(orders(client).countDocuments()).isOne();
    }
  }

  @Test
  void keepsAcknowledgedDataWhenItIsKilled() {
    try (var server = MongoServer.start(folder, 0);
        MongoClient client = MongoClients.create(server.uri("shop"))) {
      orders(client).insertOne(new Document("_id", "a"));

      server.kill();
      server.restart();

      assertThat(orders(client).countDocuments()).isOne();
    }
  }

  @Test
  void keepsDataWhenThePortChanges() {
    try (var server = MongoServer.start(folder, 0);
        MongoClient client = MongoClients.create(server.uri("shop"))) {
      orders(client).insertOne(new Document("_id", "a"));
    }

    try (var server = MongoServer.start(folder, 0);
        MongoClient client = MongoClients.create(server.uri("shop"))) {
      assertThat(orders(client).countDocuments()).isOne();
    }
  }

  @Test
  void doesNotAnswerWhilePaused() {
    try (var server = MongoServer.start(folder, 0);
        MongoClient client = MongoClients.create(server.uri("shop") + "&socketTimeoutMS=300")) {
      orders(client).insertOne(new Document("_id", "a"));

      server.pause();
      assertThatThrownBy(() -> orders(client).countDocuments()).isInstanceOf(MongoException.class);
      server.resume();

      assertThat(orders(client).countDocuments()).isOne();
    }
  }

  @Test
  void stopsAServerThatAKilledLauncherLeftOnTheSameFolder() throws Exception {
    var orphaned = MongoServer.start(folder, 0);
    long orphan = orphaned.pid();
    Files.writeString(folder.resolve("mongod.pid"), orphan + "\n0\n");

    try (var server = MongoServer.start(folder, 0)) {
      assertThat(ProcessHandle.of(orphan)).isEmpty();
      assertThat(server.pid()).isNotEqualTo(orphan);
    }
    orphaned.close();
  }

  @Test
  void leavesAnotherProcessAloneThatHasThePidNow() throws Exception {
    var other = new ProcessBuilder("sleep", "60").start();
    Files.writeString(folder.resolve("mongod.pid"), other.pid() + "\n0\n");

    MongoServer.start(folder, 0).close();

    assertThat(other.isAlive()).isTrue();
    other.destroy();
  }

  @Test
  void endsWithItsLauncherEvenIfTheLauncherIsKilled() throws Exception {
    var launcher = ChildJvm.start(Launcher.class, folder.toString());
    long mongod = Long.parseLong(launcher.inputReader().readLine());

    launcher.destroyForcibly();

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> ProcessHandle.of(mongod).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void reportsThePortThatIsInUse() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName(Ports.LOOPBACK))) {
      assertThatThrownBy(() -> MongoServer.start(folder, taken.getLocalPort()))
          .isInstanceOf(ServerFailure.class)
          .hasMessage(
              "Port %d, needed by MongoDB, is in use. Stop the program that listens there, or choose"
                  + " another port.",
              taken.getLocalPort());
    }
  }

  private static MongoCollection<Document> orders(MongoClient client) {
    return client.getDatabase("shop").getCollection("orders");
  }

  static final class Launcher {
    public static void main(String[] arguments) throws InterruptedException {
      System.out.println(MongoServer.start(Path.of(arguments[0]), 0).pid());
      Thread.sleep(Duration.ofMinutes(5).toMillis());
    }
  }
}
