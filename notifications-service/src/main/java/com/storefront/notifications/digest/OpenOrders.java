package com.storefront.notifications.digest;

import com.storefront.notifications.order.OrderLine;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The open orders of the customers whose partitions this instance has. While partitions move
 * between instances, the stores throw an InvalidStateStoreException.
 */
public final class OpenOrders {

  public static final String STORE = Stores.OPEN_ORDERS;
  public static final String CUSTOMERS = Stores.CUSTOMERS;

  private final ReadOnlyKeyValueStore<String, OrderLine> orders;
  private final ReadOnlyKeyValueStore<String, CustomerRow> customers;

  public OpenOrders(
      ReadOnlyKeyValueStore<String, OrderLine> orders,
      ReadOnlyKeyValueStore<String, CustomerRow> customers) {
    this.orders = orders;
    this.customers = customers;
  }

  /** A customer who was not deleted. */
  public Optional<CustomerRow> customer(String id) {
    return Optional.ofNullable(customers.get(id)).filter(customer -> !customer.isDeleted());
  }

  /** The open orders of a customer, the newest change first. */
  public List<OrderLine> of(String customerId) {
    String prefix = customerId + Stores.SEPARATOR;
    return read(
        orders.range(prefix, prefix + Character.MAX_VALUE),
        all -> all.sorted(Comparator.comparing(OrderLine::at).reversed()).toList());
  }

  /**
   * Open orders in the order of {@link #key}.
   *
   * @param after the key of the order before the first; null for the beginning
   */
  public List<OrderLine> after(@Nullable String after, int limit) {
    return read(
        orders.range(after, null),
        all ->
            all.filter(order -> !key(order).equals(after))
                .sorted(Comparator.comparing(OpenOrders::key))
                .limit(limit)
                .toList());
  }

  /** Unique among the open orders of all customers. */
  public static String key(OrderLine order) {
    return order.customerId() + Stores.SEPARATOR + order.guid();
  }

  private static List<OrderLine> read(
      KeyValueIterator<String, OrderLine> rows, Function<Stream<OrderLine>, List<OrderLine>> use) {
    try (rows) {
      Iterable<KeyValue<String, OrderLine>> all = () -> rows;
      return use.apply(StreamSupport.stream(all.spliterator(), false).map(row -> row.value));
    }
  }
}
