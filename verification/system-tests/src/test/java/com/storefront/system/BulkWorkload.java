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

/** Repeats the sample steps for many customers; each step changes all of their orders. */
final class BulkWorkload {

  private static final List<CommandKind> STEPS =
      List.of(
          CommandKind.PLACE,
          CommandKind.APPROVE,
          CommandKind.PROCESS,
          CommandKind.SHIP,
          CommandKind.SEND,
          CommandKind.RECEIVE);
  private static final int INSERT_BATCH = 1_000;
  private static final Duration COPY_TIMEOUT = Duration.ofMinutes(10);

  private final Recorder recorder;

  private volatile boolean stopped;
  private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

  BulkWorkload(Recorder recorder) {
    this.recorder = recorder;
  }

  /**
   * Inserts customers at accounts and republishes them, until orders has all copies.
   *
   * @return their ids
   */
  static List<String> createCustomers(Storefront storefront, int customers) {
    var client = new StorefrontClient(storefront.api());
    String first = client.register(StorefrontClient.SAMPLE_EMAIL);
    client.awaitEmail(first, StorefrontClient.SAMPLE_EMAIL);
    var sources = storefront.collection(Service.ACCOUNTS, "customer.accounts");
    Document template = sources.find(Filters.eq("_id", first)).first();
    List<String> ids = new ArrayList<>(List.of(first));
    List<Document> batch = new ArrayList<>();
    while (ids.size() < customers) {
      String id = new ObjectId().toHexString();
      ids.add(id);
      var copy = new Document(template).append("_id", id).append("outbox", List.of());
      copy.remove("idempotencyKey");
      batch.add(copy);
      if (batch.size() == INSERT_BATCH || ids.size() == customers) {
        sources.insertMany(batch);
        batch.clear();
      }
    }
    new Api(storefront.service(Service.ACCOUNTS).management())
        .post("/actuator/republish", Map.of("perSecond", "1000000"))
        .expect(200);
    var copies = storefront.collection(Service.ORDERS, "customers");
    await().atMost(COPY_TIMEOUT).until(() -> copies.countDocuments() == sources.countDocuments());
    return ids;
  }

  /** Repeats the steps until {@link #stop}. */
  void start() {
    running =
        CompletableFuture.runAsync(
            () -> {
              while (!stopped) {
                STEPS.forEach(recorder::bulkCommand);
              }
            });
  }

  /** Waits until the current round of steps has ended. */
  void stop() {
    stopped = true;
    running.join();
  }
}
