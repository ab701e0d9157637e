package com.storefront.orders.order.web;

import static com.storefront.orders.order.OrderQueries.NEWEST_FIRST;
import static com.storefront.orders.order.TestOrders.CUSTOMER_ID;
import static com.storefront.orders.order.web.OrderControllerTests.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verifyNoInteractions;

import com.jayway.jsonpath.JsonPath;
import com.storefront.events.order.OrderStatusType;
import com.storefront.messaging.query.Keyset;
import com.storefront.orders.order.Order;
import com.storefront.orders.order.OrderManagement;
import com.storefront.orders.order.OrderQueries.Filter;
import com.storefront.orders.order.Orders;
import com.storefront.orders.order.TestOrders;
import java.io.UnsupportedEncodingException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.Window;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(OrderController.class)
@Import(OrderModelAssembler.class)
class FindOrdersTests {

  @Autowired MockMvcTester mvc;
  @MockitoBean Orders orders;
  @MockitoBean OrderManagement management;

  final Order order = TestOrders.placed();

  @Test
  void pagesByAnyOfSeveralStatuses() {
    given(
            orders.findPage(
                filter(null, OrderStatusType.CREATED, OrderStatusType.SHIPPED),
                PageRequest.of(0, 20, NEWEST_FIRST)))
        .willReturn(new PageImpl<>(List.of(order)));

    for (String query : List.of("status=CREATED&status=SHIPPED", "status=SHIPPED,CREATED")) {
      assertThat(mvc.get().uri("/orders?" + query))
          .bodyJson()
          .extractingPath("$._embedded.orders[0].guid")
          .isEqualTo(order.id());
    }
  }

  @Test
  void namesTheStatusesThatThereAre() {
    assertThat(mvc.get().uri("/orders?status=CREATED&status=STOLEN"))
        .hasStatus(400)
        .bodyJson()
        .extractingPath("$.errors[0].message")
        .asString()
        .startsWith("must be one of CREATED, APPROVED");
  }

  @Test
  void pagesByStatusAndCustomer() {
    given(
            orders.findPage(
                filter(CUSTOMER_ID, OrderStatusType.CREATED), PageRequest.of(1, 1, NEWEST_FIRST)))
        .willReturn(new PageImpl<>(List.of(order), PageRequest.of(1, 1), 3));

    MvcTestResult page =
        mvc.get()
            .uri("/orders?status=CREATED&customerId={id}&page=1&size=1", CUSTOMER_ID)
            .exchange();

    assertThat(page).bodyJson().extractingPath("$._embedded.orders[0].guid").isEqualTo(order.id());
    assertThat(page)
        .bodyJson()
        .extractingPath("$.page")
        .isEqualTo(Map.of("size", 1, "number", 1, "totalElements", 3, "totalPages", 3));
    String filtered = "http://localhost/orders?status=CREATED&customerId=" + CUSTOMER_ID;
    assertThat(page)
        .bodyJson()
        .extractingPath("$._links")
        .isEqualTo(
            Map.of(
                "self", Map.of("href", filtered + "&page=1&size=1"),
                "first", Map.of("href", filtered + "&page=0&size=1"),
                "prev", Map.of("href", filtered + "&page=0&size=1"),
                "next", Map.of("href", filtered + "&page=2&size=1"),
                "last", Map.of("href", filtered + "&page=2&size=1")));
  }

  @Test
  void showsAnEmptyPageWithAnEmptyArray() {
    given(
            orders.findPage(
                new Filter(null, null, null, null, null, null, null, null),
                PageRequest.of(0, 20, NEWEST_FIRST)))
        .willReturn(new PageImpl<>(List.of(), PageRequest.of(0, 20), 0));

    MvcTestResult page = mvc.get().uri("/orders").exchange();

    assertThat(page).bodyJson().extractingPath("$._embedded.orders").asArray().isEmpty();
    assertThat(page)
        .bodyJson()
        .extractingPath("$._links")
        .asMap()
        .containsOnlyKeys("self", "first", "last");
  }

  @Test
  void searchesByRecipientTimeAndTotalInTheRequestedOrder() {
    given(
            orders.findPage(
                new Filter(
                    null,
                    null,
                    "mary@example.com",
                    Instant.parse("2025-11-01T00:00:00Z"),
                    Instant.parse("2025-12-01T00:00:00Z"),
                    "EUR",
                    new BigDecimal("10.5"),
                    new BigDecimal("20")),
                PageRequest.of(0, 20, NEWEST_FIRST.reverse())))
        .willReturn(new PageImpl<>(List.of(order)));

    String query =
        "email=mary@example.com&placedAfter=2025-11-01T01:00:00%2B01:00"
            + "&placedBefore=2025-12-01T00:00:00Z&currency=EUR&totalFrom=10.5&totalTo=20"
            + "&sort=placedAt,asc";

    assertThat(mvc.get().uri(URI.create("/orders?" + query)))
        .bodyJson()
        .extractingPath("$._embedded.orders[0].guid")
        .isEqualTo(order.id());
  }

  @Test
  void pagesByCursorWithoutTotals() throws Exception {
    Filter created = filter(null, OrderStatusType.CREATED);
    Map<String, Object> last = Map.of("placedAt", order.placedAt(), "id", order.id());
    given(orders.findWindow(created, new Keyset(NEWEST_FIRST, Map.of(), 1)))
        .willReturn(window(order, true));
    given(orders.findWindow(created, new Keyset(NEWEST_FIRST, last, 1)))
        .willReturn(window(order, false));

    MvcTestResult first = mvc.get().uri("/orders?status=CREATED&size=1&cursor=").exchange();
    String next = href(first, "next");
    MvcTestResult second = mvc.get().uri(URI.create(next)).exchange();

    assertThat(first).bodyJson().doesNotHavePath("$.page");
    assertThat(next).startsWith("http://localhost/orders?status=CREATED&size=1&cursor=");
    assertThat(second)
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$._links")
        .asMap()
        .containsOnlyKeys("self", "first");
    problem(
        mvc.get().uri(URI.create(next + "&status=SHIPPED")).exchange(), 400, "validation-failed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "page=-1 | page | must be greater than or equal to 0",
        "size=101 | size | must be less than or equal to 100",
        "size=x | size | must be a whole number from 1 to 100",
        "sort=total,desc | sort | must be placedAt,asc or placedAt,desc",
        "sort=placedAt,up | sort | must be placedAt,asc or placedAt,desc",
        "placedAfter=yesterday | placedAfter | must be a time, for example 2026-11-21T10:15:30Z",
        "email= | email | size must be between 1 and 254",
        "cursor=x | cursor | must be empty for the first page, or come from a link with the same filter and sort",
        "cursor=&page=1 | cursor | must not be combined with page",
        "totl=1 | totl | is unknown; known are currency, cursor, customerId, email, page, placedAfter, placedBefore, size, sort, status, totalFrom, totalTo",
        "totalFrom=1 | currency | must be given with totalFrom and totalTo",
        "currency=usd | currency | must be a currency code of three letters, for example USD",
        "totalTo=x&currency=USD | totalTo | must be a number"
      })
  void refusesInvalidParameters(String query, String parameter, String message) {
    MvcTestResult answer = mvc.get().uri("/orders?" + query).exchange();

    problem(answer, 400, "validation-failed");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.errors")
        .isEqualTo(List.of(Map.of("field", parameter, "message", message)));
    verifyNoInteractions(orders);
  }

  private static Filter filter(String customerId, OrderStatusType... statuses) {
    return new Filter(Set.of(statuses), customerId, null, null, null, null, null, null);
  }

  private static Window<Order> window(Order order, boolean hasNext) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("placedAt", order.placedAt());
    keys.put("id", order.id());
    return Window.from(List.of(order), index -> ScrollPosition.forward(keys), hasNext);
  }

  private static String href(MvcTestResult answer, String relation)
      throws UnsupportedEncodingException {
    return JsonPath.read(
        answer.getResponse().getContentAsString(), "$._links.%s.href".formatted(relation));
  }
}
