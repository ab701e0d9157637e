package com.storefront.system;

import com.mongodb.client.MongoCollection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;

/**
 * What was judged before and is no part of another run: the records up to an offset, and whatever
 * is told of an aggregate again. Keeps the ids of all of them, some hundred bytes each.
 */
final class Past {

  /** Of the partitions, where the next run begins. */
  private Map<TopicPartition, Long> ends = Map.of();

  private final Set<String> aggregates = new HashSet<>();

  /** Forgets all that is there now: at rest, the storefront begins anew with empty databases. */
  void add(Storefront storefront) {
    forget(storefront.collection(Service.ACCOUNTS, "customer.accounts"));
    forget(storefront.collection(Service.ORDERS, "customers"));
    forget(storefront.collection(Service.ORDERS, "customer.orders"));
    forget(storefront.collection(Service.FULFILLMENT, "fulfillment.requests"));
    ends = Recorder.ends(storefront);
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
