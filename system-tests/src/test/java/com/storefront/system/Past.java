package com.storefront.system;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.storefront.events.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;

/**
 * What was judged before and is no part of another run: the records up to an offset, and whatever
 * is told of an aggregate again. Keeps the ids of all of them, some hundred bytes each.
 */
final class Past {

  private static final Duration SETTLED_WITHIN = Duration.ofMinutes(1);
  private static final Set<String> COPIED =
      Set.of(Topics.CUSTOMER_CHANGE, Topics.ORDER_STATUS_CHANGE);
  private static final Set<String> REQUESTED = Set.of(Topics.FULFILLMENT_REQUEST);

  /** Of the partitions, where the next run begins. */
  private Map<TopicPartition, Long> ends = Map.of();

  private final Set<String> aggregates = new HashSet<>();

  /**
   * Forgets all that is there now: at rest, the storefront begins anew with empty databases. Not
   * before the followers have committed all that they applied: else it comes again, into them.
   */
  void add(Storefront storefront) {
    try (Admin kafka =
        Admin.create(Map.of("bootstrap.servers", storefront.kafka().bootstrapServers()))) {
      await().atMost(SETTLED_WITHIN).until(() -> hasCommitted(kafka, "orders", COPIED));
      await().atMost(SETTLED_WITHIN).until(() -> hasCommitted(kafka, "fulfillment", REQUESTED));
    }
    forget(storefront.collection(Service.ACCOUNTS, "customer.accounts"));
    forget(storefront.collection(Service.ORDERS, "customers"));
    forget(storefront.collection(Service.ORDERS, "customer.orders"));
    forget(storefront.collection(Service.FULFILLMENT, "fulfillment.requests"));
    ends = Recorder.ends(storefront);
  }

  private static boolean hasCommitted(Admin kafka, String group, Set<String> topics)
      throws Exception {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (TopicDescription topic : kafka.describeTopics(topics).allTopicNames().get().values()) {
      topic
          .partitions()
          .forEach(
              each ->
                  asked.put(
                      new TopicPartition(topic.name(), each.partition()), OffsetSpec.latest()));
    }
    var committed = kafka.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    return kafka.listOffsets(asked).all().get().entrySet().stream()
        .allMatch(
            end -> {
              OffsetAndMetadata reached = committed.get(end.getKey());
              return end.getValue().offset() <= (reached == null ? 0 : reached.offset());
            });
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
