package com.storefront.orders.order;

import com.storefront.events.Address;
import com.storefront.events.OrderItem;
import com.storefront.messaging.outbox.AggregateStore;
import com.storefront.messaging.outbox.IdempotencyKey;
import com.storefront.orders.customer.Customer;
import com.storefront.orders.customer.Customers;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * What people do with orders. The expectation that each decision takes is called with the version
 * that was found and throws if it is not the one that was meant.
 */
@Service
public class OrderManagement {

  private final Orders orders;
  private final Customers customers;
  private final AggregateStore store;
  private final Clock clock;
  private final OrderMetrics metrics;

  OrderManagement(
      Orders orders, Customers customers, AggregateStore store, Clock clock, OrderMetrics metrics) {
    this.orders = orders;
    this.customers = customers;
    this.store = store;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Places an order.
   *
   * @param key null if the client did not name the request; else the order that an earlier request
   *     of this name placed is returned, whatever became of the customer since
   * @throws CustomerUnknown if the customer is not known here
   * @throws NoShippingAddress if nothing can be shipped to the customer
   */
  public Order place(String customerId, List<OrderItem> items, @Nullable IdempotencyKey key) {
    return Optional.ofNullable(key)
        .flatMap(orders::placedBefore)
        .orElseGet(() -> placeAnew(customerId, items, key));
  }

  private Order placeAnew(String customerId, List<OrderItem> items, @Nullable IdempotencyKey key) {
    Customer customer =
        customers.find(customerId).orElseThrow(() -> new CustomerUnknown(customerId));
    Address address =
        customer.shippingAddress().orElseThrow(() -> new NoShippingAddress(customerId));
    Order order =
        Order.placed(
            UUID.randomUUID().toString(),
            customerId,
            new Recipient(customer.name(), customer.contact(), address),
            items,
            clock.instant());
    order.createdBy(key);
    return store.insert(order);
  }

  public Order approve(String guid, LongConsumer expectation, @Nullable String note) {
    return decide(guid, expectation, order -> order.approve(clock.instant(), note));
  }

  public Order reject(String guid, LongConsumer expectation, @Nullable String note) {
    return decide(guid, expectation, order -> order.reject(clock.instant(), note));
  }

  public Order cancel(String guid, LongConsumer expectation, @Nullable String note) {
    return decide(guid, expectation, order -> order.cancel(clock.instant(), note));
  }

  private Order decide(String guid, LongConsumer expectation, Consumer<Order> decision) {
    Order order = orders.find(guid).orElseThrow(() -> new OrderNotFound(guid));
    expectation.accept(order.version());
    decision.accept(order);
    store.update(order);
    metrics.moved(order);
    return order;
  }
}
