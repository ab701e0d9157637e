package com.storefront.system;

import com.mongodb.client.MongoCollection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;

/**
 * What was judged before and is no part of another run: the records up to an offset, and whatever
 * is told of an aggregate again.
 *
 * @param ends of the partitions, where the next run begins
 * @param aggregates the ids of customers and orders
 */
record Past(Map<TopicPartition, Long> ends, Set<String> aggregates) {

  static final Past NOTHING = new Past(Map.of(), Set.of());

  /** Forgets all that is there now: at rest, the storefront begins anew with empty databases. */
  Past with(Storefront storefront) {
    Set<String> ids = new HashSet<>(aggregates);
    forget(storefront.collection(Service.ACCOUNTS, "customer.accounts"), ids);
    forget(storefront.collection(Service.ORDERS, "customers"), ids);
    forget(storefront.collection(Service.ORDERS, "customer.orders"), ids);
    forget(storefront.collection(Service.FULFILLMENT, "fulfillment.requests"), ids);
    return new Past(Recorder.ends(storefront), ids);
  }

  private static void forget(MongoCollection<Document> collection, Set<String> ids) {
    for (Document document : collection.find().projection(new Document("_id", 1))) {
      ids.add(document.getString("_id"));
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
