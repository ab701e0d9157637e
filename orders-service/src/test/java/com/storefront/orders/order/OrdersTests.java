package com.storefront.orders.order;

import static com.storefront.orders.order.TestOrders.NOW;
import static com.storefront.orders.order.TestOrders.item;
import static com.storefront.orders.order.TestOrders.report;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.storefront.events.customer.AddressType;
import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Product;
import com.storefront.messaging.aggregate.AggregateStore;
import com.storefront.orders.customer.TestCustomers;
import com.storefront.orders.order.OrderQueries.Filter;
import com.storefront.test.RealServers;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.mongodb.core.MongoOperations;

@RealServers
class OrdersTests {

  @Autowired Orders orders;
  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;

  /** Accounts uses ids of this form. */
  final String customerId = new ObjectId().toHexString();

  @Test
  void readsWhatWasSaved() {
    Order order = store.insert(TestOrders.placed(customerId, NOW));
    order.approve(NOW.plusSeconds(1), TestOrders.STAFF, "fine");
    order.record(report(2, OrderStatusType.PROCESSING));
    store.update(order);

    Order read = orders.findById(order.id()).orElseThrow();

    assertThat(read).usingRecursiveComparison().isEqualTo(order);
    assertThat(read.history()).hasSize(3);
    assertThat(read.record(report(3, OrderStatusType.SHIPPED))).isTrue();
    assertThat(read.version()).isEqualTo(2);
  }

  /** An earlier version stored neither actors nor shipments. */
  @Test
  void readsAnOrderOfAnEarlierVersion() {
    Order order = store.insert(TestOrders.shipped());
    mongo
        .getCollection("customer.orders")
        .updateOne(
            Filters.eq("_id", order.id()),
            Updates.combine(
                Updates.unset("history.$[].actor"), Updates.unset("history.$[].shipment")));

    Order read = orders.findById(order.id()).orElseThrow();

    assertThat(read.status()).isEqualTo(OrderStatusType.SHIPPED);
    assertThat(read.shipment()).isNull();
    assertThat(read.history()).extracting(StatusChange::actor).containsOnlyNulls();
    assertThat(read.record(report(4, OrderStatusType.LOST))).isTrue();
    assertThat(read.shipment()).isEqualTo(TestOrders.SHIPMENT);
  }

  @Test
  void storesMoneyAsDecimals() {
    Order order = store.insert(TestOrders.placed(customerId, NOW));

    Document stored = mongo.findById(order.id(), Document.class, "customer.orders");

    assertThat(stored).containsEntry("status", "CREATED").containsKeys("history", "items");
    assertThat(stored.get("total")).isEqualTo(Decimal128.parse("23.95"));
    assertThat(stored.get("currency")).isEqualTo("USD");
    assertThat(stored.getList("items", Document.class).get(0).get("product", Document.class))
        .containsEntry("price", Decimal128.parse("1.99"))
        .containsEntry("currency", "USD");
  }

  /** As the first version stored them: without a currency, and with the decimals of the request. */
  @ParameterizedTest
  @CsvSource({"3, 3.00", "100.0, 100.00", "1.1, 1.10", "1E+2, 100.00", "1.99, 1.99"})
  void readsStoredOrdersWithoutACurrency(String stored, String read) {
    Order order = store.insert(TestOrders.placed(item("Red", stored, 1)));
    mongo
        .getCollection("customer.orders")
        .updateOne(
            Filters.eq("_id", order.id()),
            Updates.combine(
                Updates.unset("currency"),
                Updates.unset("items.0.product.currency"),
                Updates.set("total", Decimal128.parse(stored)),
                Updates.set("items.0.product.price", Decimal128.parse(stored))));

    Order found = orders.findById(order.id()).orElseThrow();

    assertThat(found.lines().total()).hasToString(read);
    assertThat(found.lines().currency()).hasToString("USD");
    Product product = found.newestEvent(2).order().orderItems().get(0).product();
    assertThat(product.price()).hasToString(read);
    assertThat(product.currency()).isEqualTo("USD");
    found.approve(NOW, TestOrders.STAFF, null);
    store.update(found);
    assertThat(orders.findById(order.id()).orElseThrow().version()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"EUR, 300.00", "JPY, 300", "KWD, 300.000"})
  void readsOrdersInAnyCurrency(String currency, String total) {
    Order order = store.insert(TestOrders.placed(item("Red", "100", currency, 3)));

    OrderLines read = orders.findById(order.id()).orElseThrow().lines();

    assertThat(read).isEqualTo(order.lines());
    assertThat(read.total()).hasToString(total);
    assertThat(read.currency()).hasToString(currency);
  }

  @Test
  void readsOrdersInACurrencyThatNoCountryUsesAnyMore() {
    Order order = store.insert(TestOrders.placed(item("Red", "1.99", 1)));
    mongo
        .getCollection("customer.orders")
        .updateOne(Filters.eq("_id", order.id()), Updates.set("currency", "DEM"));

    OrderLines read = orders.findById(order.id()).orElseThrow().lines();

    assertThat(read.total()).hasToString("1.99");
    assertThat(read.currency()).hasToString("DEM");
  }

  @Test
  void pagesTheNewestFirst() {
    List<String> placed = place(5);

    Page<Order> second = orders.findPage(Filter.ofCustomer(customerId), page(1, 2));

    assertThat(second.getTotalElements()).isEqualTo(5);
    assertThat(second).extracting(Order::id).containsExactly(placed.get(2), placed.get(1));
  }

  @Test
  void pagesByStatus() {
    List<String> placed = place(3);
    Order rejected = orders.findById(placed.get(1)).orElseThrow();
    rejected.reject(NOW, TestOrders.STAFF, null);
    store.update(rejected);

    assertThat(orders.findPage(filter(OrderStatusType.REJECTED), page(0, 10)))
        .extracting(Order::id)
        .containsExactly(rejected.id());
    assertThat(
            orders.findPage(filter(OrderStatusType.REJECTED, OrderStatusType.CREATED), page(0, 10)))
        .extracting(Order::id)
        .containsExactly(placed.get(2), placed.get(1), placed.get(0));
  }

  @Test
  void findsTheNewestOrdersOfEachCustomer() {
    TestCustomers.save(mongo, TestCustomers.state(customerId, 1, AddressType.SHIPPING));
    List<String> placed = place(4);

    assertThat(orders.findNewest(List.of(customerId, "unknown"), 2))
        .containsOnlyKeys(customerId)
        .extractingByKey(customerId)
        .satisfies(
            newest ->
                assertThat(newest)
                    .extracting(Order::id)
                    .containsExactly(placed.get(3), placed.get(2)));
  }

  @Test
  void storesEachOrderInItsOwnDocument() {
    TestCustomers.save(mongo, TestCustomers.state(customerId, 1, AddressType.SHIPPING));

    place(3);

    assertThat(mongo.getCollection("customers").find(Filters.eq("_id", customerId)).first())
        .containsOnlyKeys("_id", "sequence", "eventId", "position", "name", "contact", "addresses");
  }

  private Filter filter(OrderStatusType... statuses) {
    return new Filter(Set.of(statuses), customerId, null, null, null, null, null, null);
  }

  private static PageRequest page(int number, int size) {
    return PageRequest.of(number, size, Orders.NEWEST_FIRST);
  }

  /** The last is the newest. */
  private List<String> place(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> store.insert(TestOrders.placed(customerId, NOW.plusSeconds(i))).id())
        .toList();
  }
}
