package com.storefront.orders.order;

import com.storefront.events.Address;
import com.storefront.events.OrderStatusEvent;
import com.storefront.events.OrderStatusType;
import com.storefront.messaging.outbox.AggregateStore;
import com.storefront.orders.customer.Customer;
import com.storefront.orders.customer.Customers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/** Two steps of the sample journey, for all customers and in batches, however many there are. */
@Component
@ConditionalOnBooleanProperty("storefront.sample-data.enabled")
public class SampleOrders {

  /** Written by one command. */
  private static final int BATCH = 250;

  private static final Duration BETWEEN_STATIONS = Duration.ofHours(1);

  private static final List<List<Station>> FINISHED_LIVES =
      List.of(
          List.of(
              new Station(OrderStatusType.CREATED),
              new Station(OrderStatusType.REJECTED, "Primary credit card expired")),
          List.of(
              new Station(OrderStatusType.CREATED),
              new Station(OrderStatusType.APPROVED),
              new Station(OrderStatusType.PROCESSING),
              new Station(OrderStatusType.SHIPPED),
              new Station(OrderStatusType.IN_TRANSIT),
              new Station(OrderStatusType.RECEIVED)),
          List.of(
              new Station(OrderStatusType.CREATED),
              new Station(OrderStatusType.APPROVED),
              new Station(OrderStatusType.PROCESSING),
              new Station(OrderStatusType.ON_HOLD, "Items out of stock"),
              new Station(OrderStatusType.CANCELLED, "Ordered alternative items")),
          List.of(
              new Station(OrderStatusType.CREATED),
              new Station(OrderStatusType.APPROVED),
              new Station(OrderStatusType.PROCESSING),
              new Station(OrderStatusType.SHIPPED),
              new Station(OrderStatusType.IN_TRANSIT),
              new Station(OrderStatusType.RECEIVED),
              new Station(OrderStatusType.RETURNED, "Items damaged during shipping")));

  private final Orders orders;
  private final Customers customers;
  private final AggregateStore store;
  private final Clock clock;
  private final SampleItems items;
  private final OrderMetrics metrics;

  SampleOrders(
      Orders orders,
      Customers customers,
      AggregateStore store,
      Clock clock,
      SampleData sampleData,
      OrderMetrics metrics) {
    this.orders = orders;
    this.customers = customers;
    this.store = store;
    this.clock = clock;
    this.metrics = metrics;
    Long seed = sampleData.seed();
    this.items = new SampleItems(seed == null ? new Random() : new Random(seed));
  }

  /**
   * Adds five orders for each customer: four whose life is over, and one to be decided on.
   *
   * @return the orders added; the customers skipped because nothing can be shipped to them
   */
  public Outcome place() {
    Outcome outcome = Outcome.NOTHING;
    try (Stream<Customer> all = customers.all()) {
      List<Order> batch = new ArrayList<>();
      for (Customer customer : (Iterable<Customer>) all::iterator) {
        List<Order> five = five(customer);
        batch.addAll(five);
        outcome = outcome.plus(0, five.isEmpty() ? 1 : 0);
        if (batch.size() >= BATCH) {
          outcome = outcome.plus(insert(batch), 0);
          batch.clear();
        }
      }
      return outcome.plus(insert(batch), 0);
    }
  }

  /**
   * Approves every order that waits for a decision, which has them fulfilled.
   *
   * @return the orders approved; those skipped because somebody else decided meanwhile
   */
  public Outcome approve() {
    Outcome outcome = Outcome.NOTHING;
    try (Stream<Order> undecided = orders.undecided(clock.instant())) {
      List<Order> batch = new ArrayList<>();
      for (Order order : (Iterable<Order>) undecided::iterator) {
        order.approve(clock.instant(), null);
        batch.add(order);
        if (batch.size() >= BATCH) {
          outcome = outcome.plus(update(batch));
          batch.clear();
        }
      }
      return outcome.plus(update(batch));
    }
  }

  private int insert(List<Order> batch) {
    return batch.size() - store.insertAll(batch).size();
  }

  private Outcome update(List<Order> batch) {
    int saved = store.updateAll(batch);
    batch.forEach(metrics::moved);
    return new Outcome(saved, batch.size() - saved);
  }

  private List<Order> five(Customer customer) {
    return customer
        .shippingAddress()
        .map(
            address -> {
              Recipient recipient = recipient(customer, address);
              List<Order> five = new ArrayList<>();
              FINISHED_LIVES.forEach(life -> five.add(finished(customer.id(), recipient, life)));
              five.add(
                  Order.placed(guid(), customer.id(), recipient, items.next(), clock.instant()));
              return five;
            })
        .orElseGet(List::of);
  }

  private static Recipient recipient(Customer customer, Address address) {
    return new Recipient(customer.name(), customer.contact(), address);
  }

  /** The last station is one step ago, those before it one step apart. */
  private Order finished(String customerId, Recipient recipient, List<Station> life) {
    Instant at = clock.instant().minus(BETWEEN_STATIONS.multipliedBy(life.size()));
    List<OrderStatusEvent> stations = new ArrayList<>();
    for (Station station : life) {
      stations.add(new OrderStatusEvent(at.toEpochMilli(), station.status(), station.note()));
      at = at.plus(BETWEEN_STATIONS);
    }
    return Order.imported(guid(), customerId, recipient, items.next(), stations);
  }

  private static String guid() {
    return UUID.randomUUID().toString();
  }

  private record Station(OrderStatusType status, @Nullable String note) {
    Station(OrderStatusType status) {
      this(status, null);
    }
  }

  /** What a step did. */
  public record Outcome(long affected, long skipped) {

    static final Outcome NOTHING = new Outcome(0, 0);

    Outcome plus(Outcome other) {
      return plus(other.affected, other.skipped);
    }

    Outcome plus(long moreAffected, long moreSkipped) {
      return new Outcome(affected + moreAffected, skipped + moreSkipped);
    }
  }
}
