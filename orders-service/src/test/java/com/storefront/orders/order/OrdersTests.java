package com.storefront.orders.order;

import static com.storefront.orders.order.TestOrders.NOW;
import static com.storefront.orders.order.TestOrders.report;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.storefront.events.AddressType;
import com.storefront.events.OrderStatusType;
import com.storefront.messaging.outbox.AggregateStore;
import com.storefront.orders.RealServers;
import com.storefront.orders.customer.Customers;
import com.storefront.orders.customer.TestCustomers;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.mongodb.core.MongoOperations;

@RealServers
class OrdersTests {

  @Autowired Orders orders;
  @Autowired Customers customers;
  @Autowired AggregateStore store;
  @Autowired MongoOperations mongo;

  /** As accounts gives them. */
  final String customerId = new ObjectId().toHexString();

  @Test
  void readsWhatWasSaved() {
    Order order = store.insert(TestOrders.placed(customerId, NOW));
    order.approve(NOW.plusSeconds(1), "fine");
    order.record(report(2, OrderStatusType.PROCESSING));
    store.update(order);

    Order read = orders.find(order.id()).orElseThrow();

    assertThat(read).usingRecursiveComparison().isEqualTo(order);
    assertThat(read.history()).hasSize(3);
    assertThat(read.record(report(3, OrderStatusType.SHIPPED))).isTrue();
    assertThat(read.version()).isEqualTo(2);
  }

  @Test
  void keepsMoneyAsDecimals() {
    Order order = store.insert(TestOrders.placed(customerId, NOW));

    Document stored = mongo.findById(order.id(), Document.class, "customer.orders");

    assertThat(stored.get("total")).isEqualTo(Decimal128.parse("23.95"));
    assertThat(
            stored
                .getList("items", Document.class)
                .get(0)
                .get("product", Document.class)
                .get("price"))
        .isEqualTo(Decimal128.parse("1.99"));
  }

  @Test
  void pagesTheNewestFirst() {
    List<String> placed = place(5);

    Page<Order> second = orders.page(customerId, null, PageRequest.of(1, 2));

    assertThat(second.getTotalElements()).isEqualTo(5);
    assertThat(second).extracting(Order::id).containsExactly(placed.get(2), placed.get(1));
  }

  @Test
  void pagesByStatus() {
    List<String> placed = place(3);
    Order rejected = orders.find(placed.get(1)).orElseThrow();
    rejected.reject(NOW, null);
    store.update(rejected);

    assertThat(orders.page(customerId, OrderStatusType.REJECTED, PageRequest.of(0, 10)))
        .extracting(Order::id)
        .containsExactly(rejected.id());
  }

  @Test
  void findsTheNewestOfManyCustomers() {
    TestCustomers.know(customers, TestCustomers.state(customerId, 1, AddressType.SHIPPING));
    List<String> placed = place(4);

    assertThat(orders.newest(List.of(customerId, "nobody"), 2))
        .containsOnlyKeys(customerId)
        .extractingByKey(customerId)
        .satisfies(
            newest ->
                assertThat(newest)
                    .extracting(Order::id)
                    .containsExactly(placed.get(3), placed.get(2)));
  }

  @Test
  @Tag("E3")
  void findsByAnIndexWhatItPages() {
    place(1);

    assertThat(plan(new Document())).contains("\"indexName\": \"placed\"");
    assertThat(plan(new Document("status", "CREATED"))).contains("\"indexName\": \"status\"");
    assertThat(plan(new Document("customerId", customerId)))
        .contains("\"indexName\": \"customer\"");
  }

  /** One document an order: the customer's never grows, however many they place. */
  @Test
  @Tag("E4")
  void keepsEachOrderInItsOwnDocument() {
    TestCustomers.know(customers, TestCustomers.state(customerId, 1, AddressType.SHIPPING));

    place(3);

    assertThat(mongo.getCollection("customers").find(Filters.eq("_id", customerId)).first())
        .containsOnlyKeys("_id", "sequence", "eventId", "name", "contact", "addresses");
  }

  private String plan(Document filter) {
    Document find =
        new Document("find", "customer.orders")
            .append("filter", filter)
            .append("sort", new Document("placedAt", -1).append("_id", 1));
    Document plan =
        mongo.executeCommand(new Document("explain", find).append("verbosity", "queryPlanner"));
    String winning =
        plan.get("queryPlanner", Document.class).get("winningPlan", Document.class).toJson();
    assertThat(winning).doesNotContain("COLLSCAN").doesNotContain("\"SORT\"");
    return winning;
  }

  /** The last is the newest. */
  private List<String> place(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> store.insert(TestOrders.placed(customerId, NOW.plusSeconds(i))).id())
        .toList();
  }
}
