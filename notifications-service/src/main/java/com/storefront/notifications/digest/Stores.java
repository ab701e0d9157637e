package com.storefront.notifications.digest;

import com.storefront.notifications.order.OrderLine;
import com.storefront.notifications.stream.Json;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The stores of the customers of one partition.
 *
 * @param customers by id; a deleted customer stays, without personal data
 * @param openOrders by customer and order
 * @param dueMails the orders to mail about, by customer, order and kind of mail
 * @param decided the last week for which a digest was decided, by customer
 */
record Stores(
    KeyValueStore<String, CustomerRow> customers,
    KeyValueStore<String, OrderLine> openOrders,
    KeyValueStore<String, OrderLine> dueMails,
    KeyValueStore<String, String> decided) {

  static final String CUSTOMERS = "customers";
  static final String OPEN_ORDERS = "open-orders";
  static final String DUE_MAILS = "due-mails";
  static final String DECIDED = "decided";

  /** Not part of an id, so that the keys of a customer are a range of keys. */
  static final String SEPARATOR = "/";

  private static final StringSerializer PREFIX = new StringSerializer();

  static Stores of(ProcessorContext<?, ?> context) {
    return new Stores(
        context.getStateStore(CUSTOMERS),
        context.getStateStore(OPEN_ORDERS),
        context.getStateStore(DUE_MAILS),
        context.getStateStore(DECIDED));
  }

  static List<StoreBuilder<?>> builders() {
    return List.of(
        Json.store(CUSTOMERS, CustomerRow.class),
        Json.store(OPEN_ORDERS, OrderLine.class),
        Json.store(DUE_MAILS, OrderLine.class),
        Json.store(DECIDED, Serdes.String()));
  }

  /** The rows whose keys start with the customer. The iterator must be closed. */
  static KeyValueIterator<String, OrderLine> ofCustomer(
      KeyValueStore<String, OrderLine> orders, String customerId) {
    return orders.prefixScan(customerId + SEPARATOR, PREFIX);
  }

  /** Removes all but the row of the customer. */
  void forget(String customerId) {
    for (KeyValueStore<String, OrderLine> orders : List.of(openOrders, dueMails)) {
      try (KeyValueIterator<String, OrderLine> rows = ofCustomer(orders, customerId)) {
        while (rows.hasNext()) {
          KeyValue<String, OrderLine> row = rows.next();
          orders.delete(row.key);
        }
      }
    }
    decided.delete(customerId);
  }
}
