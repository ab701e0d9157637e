package com.storefront.orders.order.web;

import static com.storefront.orders.order.TestOrders.CONTACT;
import static com.storefront.orders.order.TestOrders.CUSTOMER_ID;
import static com.storefront.orders.order.TestOrders.NAME;
import static com.storefront.orders.order.TestOrders.SHIPPING;
import static com.storefront.orders.order.web.OrderControllerTests.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;

import com.storefront.events.order.OrderStatusType;
import com.storefront.messaging.query.Keyset;
import com.storefront.orders.customer.Customer;
import com.storefront.orders.customer.Customers;
import com.storefront.orders.order.Order;
import com.storefront.orders.order.OrderManagement;
import com.storefront.orders.order.OrderQueries.Filter;
import com.storefront.orders.order.Orders;
import com.storefront.orders.order.TestOrders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.Window;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest
@Import({CustomerModelAssembler.class, OrderModelAssembler.class})
class CustomerControllerTests {

  @Autowired MockMvcTester mvc;
  @MockitoBean Customers customers;
  @MockitoBean Orders orders;
  @MockitoBean OrderManagement management;

  final Customer mary = new Customer(CUSTOMER_ID, NAME, CONTACT, List.of(SHIPPING), 3);
  final Order order = TestOrders.placed();

  @Test
  void pagesCustomers() {
    PageRequest page = PageRequest.of(0, 20, Customers.BY_ID);
    given(customers.findPage(page)).willReturn(new PageImpl<>(List.of(mary), page, 1));

    MvcTestResult answer = mvc.get().uri("/customers").exchange();

    assertThat(answer)
        .bodyJson()
        .extractingPath("$._embedded.customers[0].contact.email")
        .isEqualTo("marysmith@yougotmail.com");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$._embedded.customers[0]._links.orders.href")
        .isEqualTo("http://localhost/customers/" + CUSTOMER_ID + "/orders");
  }

  @Test
  void joinsACustomerWithAPageOfOrdersInTheShapeOf2021() {
    PageRequest page = PageRequest.of(0, 1, Orders.NEWEST_FIRST);
    given(customers.findById(CUSTOMER_ID)).willReturn(Optional.of(mary));
    given(orders.findPage(Filter.ofCustomer(CUSTOMER_ID), page))
        .willReturn(new PageImpl<>(List.of(order), page, 2));

    MvcTestResult answer = mvc.get().uri("/customers/{id}?size=1", CUSTOMER_ID).exchange();

    assertThat(answer)
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"id": "%s", "name": {"lastName": "Smith"},
             "contact": {"email": "marysmith@yougotmail.com"},
             "addresses": [{"type": "SHIPPING", "address2": null}],
             "orders": [{"guid": "%s",
               "orderStatusEvents": [
                 {"timestamp": 1763720130123, "orderStatusType": "CREATED", "note": null}],
               "orderItems": [{"product": {"title": "Blue Widget", "price": 1.99}, "quantity": 4},
                              {"product": {"title": "White Widget"}, "quantity": 1}],
               "status": "CREATED", "total": 23.95, "version": 0, "customerId": "%s"}],
             "page": {"size": 1, "number": 0, "totalElements": 2, "totalPages": 2}}"""
                .formatted(CUSTOMER_ID, order.id(), CUSTOMER_ID));
    assertThat(answer)
        .bodyJson()
        .extractingPath("$._links.next.href")
        .isEqualTo("http://localhost/customers/" + CUSTOMER_ID + "?page=1&size=1");
    assertThat(answer).bodyJson().hasPath("$.orders[0]._links.approval");
  }

  @Test
  void joinsACustomerWithOrdersByCursor() {
    given(customers.findById(CUSTOMER_ID)).willReturn(Optional.of(mary));
    given(
            orders.findWindow(
                Filter.ofCustomer(CUSTOMER_ID), new Keyset(Orders.NEWEST_FIRST, Map.of(), 20)))
        .willReturn(Window.from(List.of(), index -> ScrollPosition.keyset()));

    assertThat(mvc.get().uri("/customers/{id}?cursor=", CUSTOMER_ID))
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"id": "%s", "orders": [],
             "_links": {"first": {"href": "http://localhost/customers/%s?cursor="}}}"""
                .formatted(CUSTOMER_ID, CUSTOMER_ID));
  }

  @Test
  void answersNotFoundForAnUnknownCustomer() {
    problem(mvc.get().uri("/customers/unknown").exchange(), 404, "customer-not-found");
    problem(mvc.get().uri("/customers/unknown/orders").exchange(), 404, "customer-not-found");
  }

  @Test
  void pagesTheOrdersOfACustomer() {
    PageRequest page = PageRequest.of(0, 20, Orders.NEWEST_FIRST);
    given(customers.existsById(CUSTOMER_ID)).willReturn(true);
    given(
            orders.findPage(
                new Filter(
                    Set.of(OrderStatusType.CREATED),
                    CUSTOMER_ID,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null),
                page))
        .willReturn(new PageImpl<>(List.of(order), page, 1));

    assertThat(mvc.get().uri("/customers/{id}/orders?status=CREATED", CUSTOMER_ID))
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$._links.self.href")
        .isEqualTo(
            "http://localhost/customers/%s/orders?status=CREATED&page=0&size=20"
                .formatted(CUSTOMER_ID));
  }

  @Test
  void summarisesABoundedNumberOfCustomers() {
    PageRequest first = PageRequest.of(0, 100, Customers.BY_ID);
    given(customers.findPage(first)).willReturn(new PageImpl<>(List.of(mary), first, 1));
    given(orders.findNewest(List.of(CUSTOMER_ID), 20))
        .willReturn(Map.of(CUSTOMER_ID, List.of(order)));

    assertThat(mvc.get().uri("/customers/summary"))
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"customers": [{"id": "%s", "orders": [{"guid": "%s", "status": "CREATED"}]}]}"""
                .formatted(CUSTOMER_ID, order.id()));
  }

  @Test
  void showsTotalsWithTheDecimalsOfTheirCurrency() {
    Order yen = TestOrders.placed(TestOrders.item("Red", "100", "JPY", 3));
    Order dollars = TestOrders.placed(TestOrders.item("Red", "1.5", "USD", 2));
    given(customers.findById(CUSTOMER_ID)).willReturn(Optional.of(mary));
    given(customers.findPage(any())).willReturn(new PageImpl<>(List.of(mary)));
    given(orders.findPage(any(), any())).willReturn(new PageImpl<>(List.of(yen, dollars)));
    given(orders.findNewest(any(), anyInt()))
        .willReturn(Map.of(CUSTOMER_ID, List.of(yen, dollars)));

    for (String uri : List.of("/customers/" + CUSTOMER_ID, "/customers/summary")) {
      assertThat(mvc.get().uri(uri))
          .bodyText()
          .contains("\"total\":300,\"currency\":\"JPY\"", "\"total\":3.00,\"currency\":\"USD\"");
    }
  }

  @Test
  void summarisesCustomersWithoutOrders() {
    given(customers.findPage(any())).willReturn(new PageImpl<>(List.of(mary)));
    given(orders.findNewest(any(), anyInt())).willReturn(Map.of());

    assertThat(mvc.get().uri("/customers/summary"))
        .bodyJson()
        .extractingPath("$.customers[0].orders")
        .asArray()
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/customers/sample/orders", "/customers/sample/fulfill"})
  void hasNoSampleStepsUnlessSampleDataIsEnabled(String path) {
    problem(mvc.get().uri(path).exchange(), 404, "not-found");
    problem(mvc.post().uri(path).exchange(), 404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void refusesToWriteCustomers(String method) {
    assertThat(
            mvc.method(HttpMethod.valueOf(method))
                .uri(method.equals("POST") ? "/customers" : "/customers/" + CUSTOMER_ID)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}"))
        .hasStatus(405)
        .hasHeader("Allow", "GET");
  }
}
