package com.storefront.orders.sample;

import static com.storefront.events.order.OrderStatusEvent.SYSTEM;
import static com.storefront.events.order.OrderStatusType.APPROVED;
import static com.storefront.events.order.OrderStatusType.CANCELLED;
import static com.storefront.events.order.OrderStatusType.CREATED;
import static com.storefront.events.order.OrderStatusType.IN_TRANSIT;
import static com.storefront.events.order.OrderStatusType.ON_HOLD;
import static com.storefront.events.order.OrderStatusType.PROCESSING;
import static com.storefront.events.order.OrderStatusType.RECEIVED;
import static com.storefront.events.order.OrderStatusType.REJECTED;
import static com.storefront.events.order.OrderStatusType.RETURNED;
import static com.storefront.events.order.OrderStatusType.SHIPPED;

import com.storefront.events.customer.Address;
import com.storefront.events.order.OrderStatusType;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.orders.customer.Customer;
import com.storefront.orders.customer.Customers;
import com.storefront.orders.order.Order;
import com.storefront.orders.order.OrderManagement;
import com.storefront.orders.order.Orders;
import com.storefront.orders.order.Recipient;
import com.storefront.orders.order.StatusChange;
import com.storefront.orders.zone.ShippingZones;
import com.storefront.web.sample.SampleCustomers;
import com.storefront.web.sample.SampleStep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** Two steps of the sample journey, in batches, so that memory does not grow with the data. */
@Component
@ConditionalOnBooleanProperty("storefront.sample-data.enabled")
class SampleOrders {

  private static final int BATCH_SIZE = 250;

  private static final Duration BETWEEN_CHANGES = Duration.ofHours(1);

  private static final List<List<OrderStatusType>> FINISHED_HISTORIES =
      List.of(
          List.of(CREATED, REJECTED),
          List.of(CREATED, APPROVED, PROCESSING, SHIPPED, IN_TRANSIT, RECEIVED),
          List.of(CREATED, APPROVED, PROCESSING, ON_HOLD, CANCELLED),
          List.of(CREATED, APPROVED, PROCESSING, SHIPPED, IN_TRANSIT, RECEIVED, RETURNED));

  private static final Map<OrderStatusType, String> NOTES =
      Map.of(
          REJECTED, "Primary credit card expired",
          ON_HOLD, "Items out of stock",
          CANCELLED, "Ordered alternative items",
          RETURNED, "Items damaged during shipping");

  private final Orders orders;
  private final OrderManagement management;
  private final Customers customers;
  private final AggregateStore store;
  private final Clock clock;
  private final ShippingZones zones;
  private final SampleItems items;

  SampleOrders(
      Orders orders,
      OrderManagement management,
      Customers customers,
      AggregateStore store,
      Clock clock,
      ShippingZones zones,
      SampleProperties properties) {
    this.orders = orders;
    this.management = management;
    this.customers = customers;
    this.store = store;
    this.clock = clock;
    this.zones = zones;
    Long seed = properties.seed();
    this.items = new SampleItems(seed == null ? new Random() : new Random(seed));
  }

  /**
   * Adds five orders for each sample customer that can be shipped to: four finished, one undecided.
   */
  SampleStep place() {
    var skipped = new LongAdder();
    try (Stream<Customer> all = customers.streamByEmail(SampleCustomers.EMAILS)) {
      long added =
          inBatches(
              all.flatMap(customer -> five(customer, skipped)),
              batch -> batch.size() - store.insertAll(batch).size());
      return new SampleStep(
          "orders",
          added,
          skipped.sum(),
          "%d orders added; %d customers without a shipping address skipped"
              .formatted(added, skipped.sum()));
    }
  }

  /** Approves every undecided order of the sample customers, which requests its fulfillment. */
  SampleStep approve() {
    var read = new LongAdder();
    try (Stream<Order> undecided =
        orders.streamByHistoryStatusAndRecipientContactEmailInOrderByPlacedAtDesc(
            CREATED, SampleCustomers.EMAILS)) {
      long approved = inBatches(undecided.peek(order -> read.increment()), management::approveAll);
      long skipped = read.sum() - approved;
      return new SampleStep(
          "fulfill",
          approved,
          skipped,
          "%d orders approved and sent to fulfillment; %d skipped, decided meanwhile"
              .formatted(approved, skipped));
    }
  }

  /**
   * @param save saves a batch and returns how many were saved
   * @return how many were saved
   */
  private static long inBatches(Stream<Order> all, ToIntFunction<List<Order>> save) {
    long saved = 0;
    List<Order> batch = new ArrayList<>();
    for (Order order : (Iterable<Order>) all::iterator) {
      batch.add(order);
      if (batch.size() == BATCH_SIZE) {
        saved += save.applyAsInt(batch);
        batch.clear();
      }
    }
    return saved + save.applyAsInt(batch);
  }

  private Stream<Order> five(Customer customer, LongAdder skipped) {
    Address address = customer.shippingAddress().orElse(null);
    if (address == null) {
      skipped.increment();
      return Stream.empty();
    }
    Recipient recipient = new Recipient(customer.name(), customer.contact(), address);
    return Stream.concat(
            FINISHED_HISTORIES.stream().map(history -> finished(customer.id(), recipient, history)),
            Stream.of(
                Order.placed(
                    guid(), customer.id(), recipient, items.next(), clock.instant(), SYSTEM)))
        .peek(order -> zones.find(address).ifPresent(order::expectShipping));
  }

  /** The last change was made one hour ago, each other one an hour before the next. */
  private Order finished(String customerId, Recipient recipient, List<OrderStatusType> statuses) {
    Instant start = clock.instant().minus(BETWEEN_CHANGES.multipliedBy(statuses.size()));
    List<StatusChange> history = new ArrayList<>();
    for (OrderStatusType status : statuses) {
      Instant at = start.plus(BETWEEN_CHANGES.multipliedBy(history.size()));
      history.add(StatusChange.decided(history.size() + 1, status, at, SYSTEM, NOTES.get(status)));
    }
    return Order.withHistory(guid(), customerId, recipient, items.next(), history);
  }

  private static String guid() {
    return UUID.randomUUID().toString();
  }
}
