package com.storefront.fulfillment.order;

import static com.storefront.fulfillment.order.TestFulfillments.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.storefront.events.order.OrderStatusType;
import com.storefront.fulfillment.carrier.ShippingMethod;
import com.storefront.test.PagedLists;
import com.storefront.test.RealServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Lists of 3,000 fulfillments, two requested each second, as MongoDB finds them. */
@RealServers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FulfillmentListTests {

  private static final int FULFILLMENTS = 3000;
  private static final List<OrderStatusType> STATUSES = List.of(OrderStatusType.values());
  private static final List<ShippingMethod> CARRIERS = List.of(ShippingMethod.values());

  @Autowired RestTestClient http;
  @Autowired MongoOperations mongo;
  private PagedLists lists;

  @BeforeAll
  void requestFulfillments() {
    fulfillments().deleteMany(new Document());
    fulfillments().insertMany(IntStream.range(0, FULFILLMENTS).mapToObj(this::document).toList());
    lists = PagedLists.of(http, mongo);
  }

  @AfterAll
  void deleteFulfillments() {
    lists.close();
    fulfillments().deleteMany(new Document());
  }

  @ParameterizedTest
  @MethodSource
  void findsEachPageInAnIndexWithoutSorting(String query) {
    lists.assertFoundInAnIndexWithoutSorting("/fulfillments", query);
  }

  static Stream<String> findsEachPageInAnIndexWithoutSorting() {
    return PagedLists.combinations(
        List.of(
            List.of(
                "",
                "status=SHIPPED",
                "status=APPROVED,PROCESSING,RECEIVED",
                "heldTooLong=true",
                "stuck=true"),
            List.of("", "customerId=c1"),
            List.of("", "shippingMethod=UPS"),
            List.of("", "carrier=ups"),
            List.of("", "sort=requestedAt,asc")));
  }

  @ParameterizedTest
  @MethodSource
  void readsNoMoreThanThePage(String query) {
    lists.assertNoMoreReadThanThePage("/fulfillments", query);
  }

  static Stream<String> readsNoMoreThanThePage() {
    return PagedLists.combinations(
        List.of(
            List.of(
                "",
                "status=SHIPPED",
                "status=APPROVED,PROCESSING,RECEIVED",
                "customerId=c1",
                "shippingMethod=UPS",
                "carrier=fedex"),
            List.of("", "sort=requestedAt,asc")));
  }

  @Test
  void readsEachFulfillmentOnceInBothDirections() {
    String list = "/fulfillments?size=100&cursor=&status=APPROVED,SHIPPED";

    List<String> newestFirst = lists.all(list, "/id");
    List<String> oldestFirst = new ArrayList<>(lists.all(list + "&sort=requestedAt,asc", "/id"));

    assertThat(newestFirst).doesNotHaveDuplicates().hasSizeGreaterThan(FULFILLMENTS / 10);
    Collections.reverse(oldestFirst);
    assertThat(oldestFirst).isEqualTo(newestFirst);
    assertThat(lists.all("/fulfillments?size=100&cursor=", "/id"))
        .hasSize(FULFILLMENTS)
        .doesNotHaveDuplicates();
  }

  @Test
  void findsFulfillmentsOfACustomerAndCarrier() {
    String list = "/fulfillments?size=100&cursor=&customerId=c1&shippingMethod=UPS";

    assertThat(lists.all(list, "/customerId")).isNotEmpty().containsOnly("c1");
    assertThat(lists.all(list, "/shippingMethod")).containsOnly("UPS");
    assertThat(lists.all("/fulfillments?size=100&cursor=&carrier=fedEX", "/carrier"))
        .hasSize(FULFILLMENTS / CARRIERS.size())
        .containsOnly("FedEx");
  }

  @Test
  void documentsTheParametersWithoutExamples() {
    lists.assertParametersWithoutExamples(
        "/fulfillments",
        "carrier",
        "cursor",
        "customerId",
        "heldTooLong",
        "page",
        "shippingMethod",
        "size",
        "sort",
        "status",
        "stuck");
  }

  private Document document(int i) {
    Fulfillment requested = TestFulfillments.requested("order-" + i);
    Instant at = NOW.plusSeconds(i / 2);
    OrderStatusType status = STATUSES.get(i % STATUSES.size());
    Fulfillment fulfillment =
        new Fulfillment(
            requested.id(),
            "c" + i % 7,
            at,
            requested.recipient(),
            requested.items(),
            requested.request().eventId(),
            2,
            List.of(new StatusChange(1, status, at, null, null)),
            status);
    Document document = new Document();
    mongo.getConverter().write(fulfillment, document);
    String carrier = CARRIERS.get(i / 3 % CARRIERS.size()).name();
    return document
        .append("version", 1L)
        .append("shippingMethod", carrier)
        .append("carrier", carrier);
  }

  private MongoCollection<Document> fulfillments() {
    return mongo.getCollection("fulfillment.requests");
  }
}
