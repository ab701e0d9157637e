package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.storefront.local.servers.LocalServers;
import com.storefront.system.Launcher.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rule 15: one database comes back from a backup that is older than what the others know. */
@Order(Integer.MAX_VALUE) // Others judge all that is stored, and here something is taken away.
class RestoreTests {

  /** What earlier tests of this class took away for good. */
  private static final List<String> GONE = new ArrayList<>();

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Storefront storefront = Storefront.running();
  private final Shop shop = new Shop(storefront.api());
  private final Launcher launcher = new Launcher(storefront);
  private final String mail = UUID.randomUUID() + "@example.com";

  @Test
  void takesUpWhatARestoredAccountsStillKnowsAndNamesWhatIsGone() {
    MongoCollection<Document> customers =
        storefront.collection(Service.ACCOUNTS, "customer.accounts");
    String changed = shop.register("1-" + mail);
    shop.changeEmail(changed, "2-" + mail);
    shop.awaitEmail(changed, "2-" + mail);
    awaitAgreement();
    List<Document> backup = customers.find().into(new ArrayList<>());
    shop.changeEmail(changed, "3-" + mail);
    String gone = shop.register("gone-" + mail);
    shop.awaitEmail(changed, "3-" + mail);
    shop.awaitEmail(gone, "gone-" + mail);

    storefront.service(Service.ACCOUNTS).kill();
    restore(customers, backup);
    storefront.service(Service.ACCOUNTS).start().awaitReady();
    Said restored = launcher.verify("--older-than", "0");
    assertThat(restored.status()).isEqualTo(1);
    assertThat(restored.about(changed)).singleElement().asString().contains("source-behind");

    republish(Service.ACCOUNTS, Map.of("raiseBy", "1000000"));

    shop.awaitEmail(changed, "2-" + mail);
    Said mended = awaitNothingElseThan(List.of(gone));
    assertThat(mended.about(gone))
        .singleElement()
        .asString()
        .contains("accounts told 0, orders knows 1; source-behind");
    shop.changeEmail(changed, "4-" + mail);
    shop.awaitEmail(changed, "4-" + mail);
    GONE.add(gone);
  }

  @Test
  void readsTheTopicsAgainForARestoredOrdersAndNamesWhatIsGone() {
    String customer = shop.register("1-" + mail);
    String kept = shop.place(customer);
    shop.approve(kept);
    shop.fulfill(kept, "processing");
    shop.awaitStatus(kept, "PROCESSING");
    awaitAgreement();
    MongoCollection<Document> orders = storefront.collection(Service.ORDERS, "customer.orders");
    MongoCollection<Document> copies = storefront.collection(Service.ORDERS, "customers");
    List<Document> backup = orders.find().into(new ArrayList<>());
    List<Document> backupOfCopies = copies.find().into(new ArrayList<>());
    shop.changeEmail(customer, "2-" + mail);
    shop.awaitEmail(customer, "2-" + mail);
    shop.fulfill(kept, "shipment");
    shop.fulfill(kept, "transit");
    shop.awaitStatus(kept, "IN_TRANSIT");
    String gone = shop.place(customer);
    shop.approve(gone);
    shop.fulfill(gone, "processing");
    shop.awaitStatus(gone, "PROCESSING");

    storefront.service(Service.ORDERS).kill();
    restore(orders, backup);
    restore(copies, backupOfCopies);
    readEverythingAgain("orders");
    storefront.service(Service.ORDERS).start().awaitReady();
    republish(Service.ORDERS, Map.of("raiseBy", "1000000"));

    shop.awaitStatus(kept, "IN_TRANSIT");
    shop.awaitEmail(customer, "2-" + mail);
    assertThat(shop.life(kept))
        .containsExactly("CREATED", "APPROVED", "PROCESSING", "SHIPPED", "IN_TRANSIT");
    Said mended = awaitNothingElseThan(List.of(gone));
    assertThat(mended.about(gone))
        .singleElement()
        .asString()
        .contains("orders told 0, fulfillment knows", "source-behind");
    shop.fulfill(kept, "receipt");
    shop.awaitStatus(kept, "RECEIVED");
    GONE.add(gone);
  }

  private void awaitAgreement() {
    awaitNothingElseThan(List.of());
  }

  private Said awaitNothingElseThan(List<String> expected) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> launcher.verify("--older-than", "0"),
            said ->
                said.text()
                        .contains(
                            "compared, %d differences".formatted(expected.size() + GONE.size()))
                    && expected.stream().allMatch(each -> said.about(each).size() == 1));
  }

  private static void restore(MongoCollection<Document> collection, List<Document> backup) {
    collection.deleteMany(new Document());
    collection.insertMany(backup);
  }

  private void republish(Service service, Map<String, String> request) {
    var management = new Api(storefront.service(service).management());
    management.post("/actuator/republish", request).expect(200);
    JsonNode ended =
        await()
            .atMost(PATIENCE)
            .until(
                () -> management.get("/actuator/republish").expect(200).body(),
                progress -> !progress.get("state").asString().equals("RUNNING"));
    assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("DONE");
  }

  /** Only when the group's last member is gone, or missed for long enough. */
  private static void readEverythingAgain(String group) {
    try (var admin =
        Admin.create(Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers()))) {
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                Map<TopicPartition, OffsetAndMetadata> beginnings = new HashMap<>();
                admin
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .keySet()
                    .forEach(each -> beginnings.put(each, new OffsetAndMetadata(0)));
                admin.alterConsumerGroupOffsets(group, beginnings).all().get();
              });
    }
  }
}
