package com.storefront.system;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.storefront.events.Topics;
import com.storefront.messaging.GroupProgress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;

/**
 * What was judged before and is no part of another run: the records up to an offset, and whatever
 * is told of an aggregate again. Keeps the ids of all of them, some hundred bytes each.
 */
final class Past {

  private static final Duration SETTLED_WITHIN = Duration.ofMinutes(1);

  /** Of the partitions, where the next run begins. */
  private Map<TopicPartition, Long> ends = Map.of();

  private final Set<String> aggregates = new HashSet<>();

  /**
   * Forgets all that is there now: at rest, the storefront begins anew with empty databases. Not
   * before the followers have committed all that they applied: else it comes again, into them.
   */
  void add(Storefront storefront) {
    awaitCommitted(storefront, "orders", Topics.CUSTOMER_CHANGE);
    awaitCommitted(storefront, "orders", Topics.ORDER_STATUS_CHANGE);
    awaitCommitted(storefront, "fulfillment", Topics.FULFILLMENT_REQUEST);
    forget(storefront.collection(Service.ACCOUNTS, "customer.accounts"));
    forget(storefront.collection(Service.ORDERS, "customers"));
    forget(storefront.collection(Service.ORDERS, "customer.orders"));
    forget(storefront.collection(Service.FULFILLMENT, "fulfillment.requests"));
    ends = Recorder.ends(storefront);
  }

  private static void awaitCommitted(Storefront storefront, String group, String topic) {
    var admin = Admin.create(Map.of("bootstrap.servers", storefront.kafka().bootstrapServers()));
    try (var progress = new GroupProgress(admin, topic, group)) {
      await().atMost(SETTLED_WITHIN).until(progress::isAtEnd);
    }
  }

  private void forget(MongoCollection<Document> collection) {
    for (Document document : collection.find().projection(new Document("_id", 1))) {
      aggregates.add(document.getString("_id"));
    }
    collection.deleteMany(new Document());
  }

  long end(TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }

  boolean has(String aggregate) {
    return aggregate != null && aggregates.contains(aggregate);
  }
}
