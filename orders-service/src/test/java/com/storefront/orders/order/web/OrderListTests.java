package com.storefront.orders.order.web;

import static com.storefront.orders.order.TestOrders.LINES;
import static com.storefront.orders.order.TestOrders.NOW;
import static com.storefront.orders.order.TestOrders.recipient;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.storefront.events.order.OrderStatusType;
import com.storefront.orders.order.Order;
import com.storefront.orders.order.StatusChange;
import com.storefront.test.PagedLists;
import com.storefront.test.RealServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Lists of 3,000 orders, two placed each second, as MongoDB finds them. */
@RealServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderListTests {

  private static final int ORDERS = 3000;
  private static final List<OrderStatusType> STATUSES = List.of(OrderStatusType.values());

  @Autowired RestTestClient http;
  @Autowired MongoOperations mongo;
  private PagedLists lists;

  @BeforeAll
  void placeOrders() {
    orders().deleteMany(new Document());
    orders().insertMany(IntStream.range(0, ORDERS).mapToObj(this::document).toList());
    lists = PagedLists.of(http, mongo);
  }

  @AfterAll
  void deleteOrders() {
    lists.close();
    orders().deleteMany(new Document());
  }

  @ParameterizedTest
  @MethodSource
  void findsEachPageInAnIndexWithoutSorting(String query) {
    lists.assertFoundInAnIndexWithoutSorting("/orders", query);
  }

  static Stream<String> findsEachPageInAnIndexWithoutSorting() {
    return PagedLists.combinations(
        List.of(
            List.of("", "status=SHIPPED", "status=CREATED,APPROVED,RECEIVED"),
            List.of("", "customerId=c1"),
            List.of("", "email=B@EXAMPLE.COM"),
            List.of("", "currency=EUR", "currency=USD&totalFrom=20&totalTo=30"),
            List.of("", "placedAfter=2025-11-21T10:20:00Z&placedBefore=2025-11-21T10:35:00Z"),
            List.of("", "sort=placedAt,asc")));
  }

  @ParameterizedTest
  @MethodSource
  void readsNoMoreThanThePage(String query) {
    lists.assertNoMoreReadThanThePage("/orders", query);
  }

  static Stream<String> readsNoMoreThanThePage() {
    return PagedLists.combinations(
        List.of(
            List.of(
                "",
                "status=SHIPPED",
                "status=CREATED,APPROVED,RECEIVED",
                "customerId=c1",
                "email=B@EXAMPLE.COM",
                "currency=EUR",
                "currency=USD",
                "placedAfter=2025-11-21T10:20:00Z&placedBefore=2025-11-21T10:35:00Z"),
            List.of("", "sort=placedAt,asc")));
  }

  @Test
  void readsEachOrderOnceInBothDirections() {
    String list = "/orders?size=100&cursor=&status=CREATED,SHIPPED";

    List<String> newestFirst = lists.all(list, "/guid");
    List<String> oldestFirst = new ArrayList<>(lists.all(list + "&sort=placedAt,asc", "/guid"));

    assertThat(newestFirst).doesNotHaveDuplicates().hasSizeGreaterThan(ORDERS / 10);
    Collections.reverse(oldestFirst);
    assertThat(oldestFirst).isEqualTo(newestFirst);
    assertThat(lists.all("/orders?size=100&cursor=", "/guid"))
        .hasSize(ORDERS)
        .doesNotHaveDuplicates();
  }

  @Test
  void findsOrdersOfARecipientAndTime() {
    String tenSeconds =
        "&placedAfter=2025-11-21T10:15:40.123Z&placedBefore=2025-11-21T10:15:50.123Z";

    assertThat(lists.all("/orders?cursor=" + tenSeconds, "/guid")).hasSize(20);
    assertThat(lists.all("/orders?cursor=&email=b@Example.com" + tenSeconds, "/guid"))
        .containsExactly("order-31", "order-21");
    assertThat(lists.all("/orders?cursor=&customerId=c1" + tenSeconds, "/guid"))
        .containsExactly("order-36", "order-29", "order-22");
  }

  @Test
  void readsOnlyTheOrdersOfARareTotal() {
    assertThat(lists.profiles("/orders", "&currency=EUR&totalFrom=2980"))
        .isNotEmpty()
        .allSatisfy(page -> assertThat(page.getInteger("keysExamined")).isLessThanOrEqualTo(30));
  }

  @Test
  void findsOrdersByTotalInTheirCurrency() {
    String range = "&totalFrom=20&totalTo=31";

    assertThat(lists.all("/orders?cursor=&currency=EUR" + range, "/guid"))
        .containsExactly("order-30", "order-27", "order-24", "order-21");
    assertThat(lists.all("/orders?cursor=&size=100&currency=USD" + range, "/guid"))
        .contains("order-31", "order-28", "order-25", "order-22", "order-2")
        .hasSize(4 + ORDERS / 3);
  }

  @Test
  void documentsTheParametersWithoutExamples() {
    lists.assertParametersWithoutExamples(
        "/orders",
        "currency",
        "cursor",
        "customerId",
        "email",
        "page",
        "placedAfter",
        "placedBefore",
        "size",
        "sort",
        "status",
        "totalFrom",
        "totalTo");
  }

  @ParameterizedTest
  @CsvSource({
    "placedBefore={time}, +1000000000-12-31T23:59:59Z, 3000",
    "placedAfter={time}, +1000000000-12-31T23:59:59Z, 0",
    "placedAfter={time}, -1000000000-01-01T00:00:00Z, 3000",
    "currency=USD&totalFrom={number}, 1000000000000000, 0"
  })
  void comparesWithExtremeValues(String query, String value, int found) {
    http.get()
        .uri("/orders?" + query, value)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.page.totalElements")
        .isEqualTo(found);
  }

  private Document document(int i) {
    Instant at = NOW.plusSeconds(i / 2);
    Order order =
        Order.withHistory(
            "order-" + i,
            "c" + i % 7,
            recipient((char) ('a' + i % 10) + "@example.com"),
            LINES,
            List.of(StatusChange.decided(1, STATUSES.get(i % STATUSES.size()), at, "staff", null)));
    Document document = new Document();
    mongo.getConverter().write(order, document);
    document.append("version", 1L);
    return switch (i % 3) {
      case 0 -> document.append("currency", "EUR").append("total", new Decimal128(i));
      case 1 -> document.append("currency", "USD").append("total", new Decimal128(i));
      default -> withoutCurrency(document);
    };
  }

  /** As earlier versions stored it. */
  private static Document withoutCurrency(Document order) {
    order.remove("currency");
    return order;
  }

  private MongoCollection<Document> orders() {
    return mongo.getCollection("customer.orders");
  }
}
