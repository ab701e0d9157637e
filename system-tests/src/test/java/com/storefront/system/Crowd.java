package com.storefront.system;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.storefront.system.checker.CommandKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Many customers at once, with whom the sample journey is made again and again: a step is one
 * command, and events for all of their orders.
 */
final class Crowd {

  private static final List<CommandKind> JOURNEY =
      List.of(
          CommandKind.PLACE,
          CommandKind.APPROVE,
          CommandKind.PROCESS,
          CommandKind.SHIP,
          CommandKind.PUT_IN_TRANSIT,
          CommandKind.RECEIVE);
  private static final int INSERTED_AT_ONCE = 1_000;
  private static final Duration KNOWN_WITHIN = Duration.ofMinutes(10);

  private final Recorder recorder;

  private volatile boolean stopped;
  private CompletableFuture<Void> travelling = CompletableFuture.completedFuture(null);

  Crowd(Recorder recorder) {
    this.recorder = recorder;
  }

  /** Has so many customers at accounts and, once they are republished, at orders; their ids. */
  static List<String> gather(Storefront storefront, int customers) {
    var shop = new Shop(storefront.api());
    String first = shop.register("first@example.com");
    shop.awaitEmail(first, "first@example.com");
    var sources = storefront.collection(Service.ACCOUNTS, "customer.accounts");
    Document one = sources.find(Filters.eq("_id", first)).first();
    List<String> ids = new ArrayList<>(List.of(first));
    List<Document> batch = new ArrayList<>();
    while (ids.size() < customers) {
      String id = new ObjectId().toHexString();
      ids.add(id);
      var copy = new Document(one).append("_id", id).append("outbox", List.of());
      copy.remove("idempotencyKey");
      batch.add(copy);
      if (batch.size() == INSERTED_AT_ONCE || ids.size() == customers) {
        sources.insertMany(batch);
        batch.clear();
      }
    }
    new Api(storefront.service(Service.ACCOUNTS).management())
        .post("/actuator/republish", Map.of("perSecond", "1000000"))
        .expect(200);
    var copies = storefront.collection(Service.ORDERS, "customers");
    await().atMost(KNOWN_WITHIN).until(() -> copies.countDocuments() == sources.countDocuments());
    return ids;
  }

  /** Has them begin one journey after the other. */
  void start() {
    travelling =
        CompletableFuture.runAsync(
            () -> {
              while (!stopped) {
                JOURNEY.forEach(recorder::commandToAll);
              }
            });
  }

  /** Waits until the journey that was begun is at its end. */
  void stop() {
    stopped = true;
    travelling.join();
  }
}
