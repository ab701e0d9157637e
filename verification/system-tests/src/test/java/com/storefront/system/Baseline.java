package com.storefront.system;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.storefront.events.Topics;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;

/**
 * The end of the previous run: the offsets of the topics and the ids of all aggregates so far, some
 * hundred bytes each. The next run ignores older records and these aggregates.
 */
final class Baseline {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final Map<String, String> CONSUMER_GROUPS =
      Map.of(
          Topics.CUSTOMER_CHANGE, "orders",
          Topics.IMPORT_JOB, "accounts",
          Topics.IMPORT_JOB_DONE, "accounts",
          Topics.ORDER_STATUS_CHANGE, "orders",
          Topics.FULFILLMENT_REQUEST, "fulfillment");

  private Map<TopicPartition, Long> ends = Map.of();
  private final Set<String> aggregates = new HashSet<>();

  /**
   * Adds everything that exists now, and empties the databases. Waits first until the consumers
   * have committed their offsets; otherwise records would be applied again to empty databases.
   */
  void add(Storefront storefront) {
    String bootstrapServers = storefront.kafka().bootstrapServers();
    var topics = new TopicRecords(bootstrapServers);
    ends = topics.ends();
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      await().atMost(TIMEOUT).until(() -> ends.keySet().stream().allMatch(it -> isRead(it, admin)));
    }
    addAndDelete(storefront.collection(Service.ACCOUNTS, "customer.accounts"));
    addAndDelete(storefront.collection(Service.ACCOUNTS, "customer.imports"));
    addAndDelete(storefront.collection(Service.ACCOUNTS, "customer.import.jobs"));
    addAndDelete(storefront.collection(Service.ACCOUNTS, "customer.import.results"));
    addAndDelete(storefront.collection(Service.ORDERS, "customers"));
    addAndDelete(storefront.collection(Service.ORDERS, "customer.orders"));
    addAndDelete(storefront.collection(Service.FULFILLMENT, "fulfillment.requests"));
    ends = topics.ends();
  }

  private boolean isRead(TopicPartition partition, Admin admin) {
    String group = CONSUMER_GROUPS.get(partition.topic());
    if (group == null || end(partition) == 0) {
      return true;
    }
    try {
      var offsets = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return offsets.containsKey(partition) && offsets.get(partition).offset() >= end(partition);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void addAndDelete(MongoCollection<Document> collection) {
    for (Document document : collection.find().projection(new Document("_id", 1))) {
      aggregates.add(document.getString("_id"));
    }
    collection.deleteMany(new Document());
  }

  long end(TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }

  boolean contains(String aggregate) {
    return aggregate != null && aggregates.contains(aggregate);
  }
}
