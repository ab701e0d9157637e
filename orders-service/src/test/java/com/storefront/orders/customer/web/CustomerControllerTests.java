package com.storefront.orders.customer.web;

import static com.storefront.orders.order.TestOrders.CONTACT;
import static com.storefront.orders.order.TestOrders.CUSTOMER_ID;
import static com.storefront.orders.order.TestOrders.NAME;
import static com.storefront.orders.order.TestOrders.SHIPPING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;

import com.storefront.orders.customer.Customer;
import com.storefront.orders.customer.Customers;
import com.storefront.orders.order.Order;
import com.storefront.orders.order.Orders;
import com.storefront.orders.order.TestOrders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(CustomerController.class)
class CustomerControllerTests {

  @Autowired MockMvcTester mvc;
  @MockitoBean Customers customers;
  @MockitoBean Orders orders;

  final Customer mary = new Customer(CUSTOMER_ID, NAME, CONTACT, List.of(SHIPPING), 3);
  final Order order = TestOrders.placed();

  @Test
  void pagesTheKnownCustomers() {
    PageRequest page = PageRequest.of(0, 20);
    given(customers.page(page)).willReturn(new PageImpl<>(List.of(mary), page, 1));

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
    PageRequest page = PageRequest.of(0, 1);
    given(customers.find(CUSTOMER_ID)).willReturn(Optional.of(mary));
    given(orders.page(CUSTOMER_ID, null, page)).willReturn(new PageImpl<>(List.of(order), page, 2));

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
  void knowsNoOtherCustomer() {
    assertThat(mvc.get().uri("/customers/nobody"))
        .hasStatus(404)
        .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyJson()
        .extractingPath("$.type")
        .isEqualTo("urn:storefront:problem:customer-not-found");
  }

  @Test
  void summarisesABoundedNumberOfThem() {
    PageRequest first = PageRequest.of(0, 100);
    given(customers.page(first)).willReturn(new PageImpl<>(List.of(mary), first, 1));
    given(orders.newest(List.of(CUSTOMER_ID), 20)).willReturn(Map.of(CUSTOMER_ID, List.of(order)));

    assertThat(mvc.get().uri("/customers/summary"))
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"customers": [{"id": "%s", "orders": [{"guid": "%s", "status": "CREATED"}]}]}"""
                .formatted(CUSTOMER_ID, order.id()));
  }

  @Test
  void summarisesCustomersWithoutOrders() {
    given(customers.page(any())).willReturn(new PageImpl<>(List.of(mary)));
    given(orders.newest(any(), anyInt())).willReturn(Map.of());

    assertThat(mvc.get().uri("/customers/summary"))
        .bodyJson()
        .extractingPath("$.customers[0].orders")
        .asArray()
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  @Tag("C8")
  void letsNobodyWriteWhatAccountsOwns(String method) {
    assertThat(
            mvc.method(HttpMethod.valueOf(method))
                .uri(method.equals("POST") ? "/customers" : "/customers/" + CUSTOMER_ID)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}"))
        .hasStatus(405)
        .hasHeader("Allow", "GET");
  }
}
