package com.storefront.orders.order;

import com.storefront.events.customer.Address;
import com.storefront.events.order.OrderStatusChangeEvent;
import com.storefront.events.order.OrderStatusEvent;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.messaging.aggregate.IdempotencyKey;
import com.storefront.messaging.aggregate.StaleVersion;
import com.storefront.messaging.consumer.EventBatch;
import com.storefront.messaging.consumer.ReceivedEvent;
import com.storefront.orders.customer.Customer;
import com.storefront.orders.customer.CustomerNotFound;
import com.storefront.orders.customer.Customers;
import com.storefront.orders.customer.DeletedCustomers;
import com.storefront.orders.customer.NoShippingAddress;
import com.storefront.orders.zone.CountryNotServed;
import com.storefront.orders.zone.ShippingEstimate;
import com.storefront.orders.zone.ShippingZones;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;

/** Changes orders: places them, decides on them and records their fulfillment. */
@Service
public class OrderManagement implements DeletedCustomers {

  static final int MAX_ATTEMPTS = 20;

  private static final Limit BATCH = Limit.of(250);

  private final Orders orders;
  private final Customers customers;
  private final AggregateStore store;
  private final Clock clock;
  private final OrderMetrics metrics;
  private final Settings settings;
  private final ShippingZones zones;

  OrderManagement(
      Orders orders,
      Customers customers,
      AggregateStore store,
      Clock clock,
      OrderMetrics metrics,
      Settings settings,
      ShippingZones zones) {
    this.orders = orders;
    this.customers = customers;
    this.store = store;
    this.clock = clock;
    this.metrics = metrics;
    this.settings = settings;
    this.zones = zones;
  }

  /**
   * Places an order.
   *
   * @param actor who places it
   * @param key null if the request has none; the order that an earlier request with this key placed
   *     is returned even if the customer was deleted since
   * @throws CustomerNotFound if there is no copy of the customer
   * @throws NoShippingAddress if nothing can be shipped to the customer
   * @throws CountryNotServed if nothing is shipped to the country of the address
   */
  public Order place(
      String customerId, OrderLines lines, String actor, @Nullable IdempotencyKey key) {
    return Optional.ofNullable(key)
        .flatMap(given -> store.findCreatedBy(given, Order.class))
        .orElseGet(() -> placeNew(customerId, lines, actor, key));
  }

  private Order placeNew(
      String customerId, OrderLines lines, String actor, @Nullable IdempotencyKey key) {
    Customer customer =
        customers.findById(customerId).orElseThrow(() -> new CustomerNotFound(customerId));
    Address address =
        customer.shippingAddress().orElseThrow(() -> new NoShippingAddress(customerId));
    Optional<ShippingEstimate> shipping = zones.findServed(address);
    Recipient recipient = new Recipient(customer.name(), customer.contact(), address);
    String guid = UUID.randomUUID().toString();
    Instant now = clock.instant();
    Order order = Order.placed(guid, customerId, recipient, lines, now, actor);
    order.expireAt(now.plus(settings.orders().decideWithin()));
    shipping.ifPresent(order::expectShipping);
    order.createdBy(key);
    Order placed = store.insert(order);
    if (!customers.existsById(customerId)) { // deleted since, perhaps before this order was found
      onDeleted(List.of(customerId));
      return orders.findById(placed.id()).orElse(placed);
    }
    return placed;
  }

  /** Cancels the undecided orders of deleted customers, and has all their orders erased later. */
  @Override
  public void onDeleted(Collection<String> customerIds) {
    int unsuccessful = 0;
    List<Order> uninformed = orders.findUninformed(customerIds, BATCH);
    while (!uninformed.isEmpty()) {
      List<Order> undecided = uninformed.stream().filter(Order::isUndecided).toList();
      uninformed.forEach(order -> order.onCustomerDeleted(clock.instant(), eraseAt()));
      unsuccessful = store.updateAll(uninformed) > 0 ? 0 : unsuccessful + 1;
      if (unsuccessful == MAX_ATTEMPTS) {
        throw new StaleVersion(uninformed.get(0).id(), uninformed.get(0).version());
      }
      undecided.forEach(metrics::changed);
      uninformed = orders.findUninformed(customerIds, BATCH); // also those that changed meanwhile
    }
  }

  private Instant eraseAt() {
    return clock.instant().plus(settings.privacy().retain());
  }

  public Order approve(String guid, ExpectedVersion expected, String actor, @Nullable String note) {
    return decide(guid, expected, order -> order.approve(clock.instant(), actor, note));
  }

  public Order reject(String guid, ExpectedVersion expected, String actor, @Nullable String note) {
    return decide(guid, expected, order -> order.reject(clock.instant(), actor, note));
  }

  public Order cancel(String guid, ExpectedVersion expected, String actor, @Nullable String note) {
    return decide(guid, expected, order -> order.cancel(clock.instant(), actor, note));
  }

  private Order decide(String guid, ExpectedVersion expected, Consumer<Order> decision) {
    Order order = orders.findById(guid).orElseThrow(() -> new OrderNotFound(guid));
    expected.check(order.version());
    decision.accept(order);
    store.update(order);
    metrics.changed(order);
    return order;
  }

  /**
   * Approves undecided orders in one command, as the shop itself.
   *
   * @return how many were approved; the others were changed since they were read
   */
  public int approveAll(List<Order> undecided) {
    undecided.forEach(order -> order.approve(clock.instant(), OrderStatusEvent.SYSTEM, null));
    int approved = store.updateAll(undecided);
    undecided.forEach(metrics::changed);
    return approved;
  }

  /** Cancels orders that were not decided in time. */
  void expire(List<Order> undecided) {
    undecided.forEach(order -> order.expire(clock.instant()));
    store.updateAll(undecided);
    undecided.forEach(metrics::changed);
  }

  /** Erases the personal data of finished orders whose customers were deleted. */
  void erase(List<Order> finished) {
    finished.forEach(order -> order.erase(clock.instant()));
    store.updateAll(finished);
  }

  /**
   * Records reported status changes with one write per order, and rejects the invalid ones. Repeats
   * the batch if an order was changed at the same time.
   */
  void recordStatusChanges(EventBatch<OrderStatusChangeEvent> batch) {
    List<Order> changed = apply(batch);
    for (int attempt = 1; store.updateAll(changed) < changed.size(); attempt++) {
      if (attempt == MAX_ATTEMPTS) {
        throw new StaleVersion(changed.get(0).id(), changed.get(0).version());
      }
      changed = apply(batch);
    }
  }

  private List<Order> apply(EventBatch<OrderStatusChangeEvent> batch) {
    Map<String, List<ReceivedEvent<OrderStatusChangeEvent>>> reports = batch.bySubject();
    Map<String, Order> found =
        orders.findByIdIn(reports.keySet()).stream()
            .collect(Collectors.toMap(Order::id, Function.identity()));
    List<Order> changed = new ArrayList<>();
    reports.forEach(
        (guid, events) -> {
          Order order = found.get(guid);
          if (order == null) {
            events.forEach(event -> batch.reject(event, "unknown order"));
          } else if (recordAll(events, order, batch)) {
            changed.add(order);
          }
        });
    return changed;
  }

  private boolean recordAll(
      List<ReceivedEvent<OrderStatusChangeEvent>> events,
      Order order,
      EventBatch<OrderStatusChangeEvent> batch) {
    boolean changed = false;
    for (ReceivedEvent<OrderStatusChangeEvent> event : events) {
      changed |= record(event, order, batch);
    }
    if (changed) {
      order.scheduleErasure(eraseAt());
    }
    return changed;
  }

  private boolean record(
      ReceivedEvent<OrderStatusChangeEvent> event,
      Order order,
      EventBatch<OrderStatusChangeEvent> batch) {
    if (event.isTombstone()) {
      batch.reject(event, "the status of an order cannot be deleted");
      return false;
    }
    StatusChange reported = StatusChange.reported(event);
    order.violation(reported).ifPresent(cause -> batch.reject(event, cause));
    boolean changed = order.record(reported);
    if (changed) {
      metrics.changed(order, reported);
    }
    return changed;
  }

  /** The times after which orders change by themselves. */
  @ConfigurationProperties("storefront")
  record Settings(@DefaultValue Decision orders, @DefaultValue Privacy privacy) {

    /**
     * @param decideWithin an order that was not decided by then is cancelled
     */
    record Decision(@DefaultValue("72h") Duration decideWithin) {}

    /**
     * @param retain how long personal data of a finished order stays after its customer was deleted
     */
    record Privacy(@DefaultValue("30d") Duration retain) {}
  }
}
