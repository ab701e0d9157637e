package com.storefront.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.storefront.servers.LocalServers;
import com.storefront.system.Launcher.Output;
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

/** Restores one database from a backup that is older than the copies at the other services. */
@Order(Integer.MAX_VALUE - 1) // Other tests check everything stored; these tests delete documents.
class RestoreTests {

  /** Aggregates that earlier tests of this class have lost for good. */
  private static final List<String> LOST = new ArrayList<>();

  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private final Storefront storefront = Storefront.running();
  private final StorefrontClient client = new StorefrontClient(storefront.api());
  private final Launcher launcher = new Launcher(storefront);
  private final String email = UUID.randomUUID() + "@example.com";

  @Test
  void repairsTheCopiesOfARestoredAccountsAndNamesLostCustomers() {
    MongoCollection<Document> customers =
        storefront.collection(Service.ACCOUNTS, "customer.accounts");
    String changed = client.register("1-" + email);
    client.changeEmail(changed, "2-" + email);
    client.awaitEmail(changed, "2-" + email);
    awaitAgreement();
    List<Document> backup = customers.find().into(new ArrayList<>());
    client.changeEmail(changed, "3-" + email);
    String lost = client.register("lost-" + email);
    client.awaitEmail(changed, "3-" + email);
    client.awaitEmail(lost, "lost-" + email);

    storefront.service(Service.ACCOUNTS).kill();
    restore(customers, backup);
    storefront.service(Service.ACCOUNTS).start().awaitReady();
    Output restored = launcher.verify("--older-than", "0");
    assertThat(restored.status()).isEqualTo(1);
    assertThat(restored.about(changed)).singleElement().asString().contains("source-behind");

    storefront.republish(Service.ACCOUNTS, Map.of("raiseBy", "1000000"));

    client.awaitEmail(changed, "2-" + email);
    Output repaired = awaitOnlyDifferencesOf(List.of(lost));
    assertThat(repaired.about(lost))
        .singleElement()
        .asString()
        .contains("version 0 in accounts, 1 in orders; no-source");
    client.changeEmail(changed, "4-" + email);
    client.awaitEmail(changed, "4-" + email);
    LOST.add(lost);
  }

  @Test
  void repairsARestoredOrdersFromTheTopicsAndNamesLostOrders() {
    String customer = client.register("1-" + email);
    String kept = client.place(customer);
    client.approve(kept);
    client.fulfill(kept, "processing");
    client.awaitStatus(kept, "PROCESSING");
    awaitAgreement();
    MongoCollection<Document> orders = storefront.collection(Service.ORDERS, "customer.orders");
    MongoCollection<Document> copies = storefront.collection(Service.ORDERS, "customers");
    List<Document> backup = orders.find().into(new ArrayList<>());
    List<Document> backupOfCopies = copies.find().into(new ArrayList<>());
    client.changeEmail(customer, "2-" + email);
    client.awaitEmail(customer, "2-" + email);
    client.fulfill(kept, "shipment");
    client.fulfill(kept, "transit");
    client.awaitStatus(kept, "IN_TRANSIT");
    String lost = client.place(customer);
    client.approve(lost);
    client.fulfill(lost, "processing");
    client.awaitStatus(lost, "PROCESSING");

    storefront.service(Service.ORDERS).kill();
    restore(orders, backup);
    restore(copies, backupOfCopies);
    resetOffsets("orders");
    storefront.service(Service.ORDERS).start().awaitReady();
    storefront.republish(Service.ORDERS, Map.of("raiseBy", "1000000"));

    client.awaitStatus(kept, "IN_TRANSIT");
    client.awaitEmail(customer, "2-" + email);
    assertThat(client.history(kept))
        .containsExactly("CREATED", "APPROVED", "PROCESSING", "SHIPPED", "IN_TRANSIT");
    Output repaired = awaitOnlyDifferencesOf(List.of(lost));
    assertThat(repaired.about(lost))
        .singleElement()
        .asString()
        .contains("version 0 in orders", "no-source");
    client.fulfill(kept, "receipt");
    client.awaitStatus(kept, "RECEIVED");
    LOST.add(lost);
  }

  private void awaitAgreement() {
    awaitOnlyDifferencesOf(List.of());
  }

  private Output awaitOnlyDifferencesOf(List<String> expected) {
    return await()
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> launcher.verify("--older-than", "0"),
            output ->
                output
                        .text()
                        .contains(
                            "compared, %d differences".formatted(expected.size() + LOST.size()))
                    && expected.stream().allMatch(each -> output.about(each).size() == 1));
  }

  private static void restore(MongoCollection<Document> collection, List<Document> backup) {
    collection.deleteMany(new Document());
    collection.insertMany(backup);
  }

  /** Repeated until the broker has noticed that the group has no members. */
  private static void resetOffsets(String group) {
    try (var admin =
        Admin.create(Map.of("bootstrap.servers", LocalServers.kafkaBootstrapServers()))) {
      await()
          .atMost(TIMEOUT)
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
