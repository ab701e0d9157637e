package com.storefront.orders.order.web;

import static com.storefront.orders.order.TestOrders.CUSTOMER_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verifyNoInteractions;

import com.storefront.events.OrderStatusType;
import com.storefront.messaging.outbox.StaleVersion;
import com.storefront.orders.order.Order;
import com.storefront.orders.order.OrderManagement;
import com.storefront.orders.order.OrderNotFound;
import com.storefront.orders.order.Orders;
import com.storefront.orders.order.TestOrders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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

@WebMvcTest(OrderController.class)
class OrderControllerTests {

  @Autowired MockMvcTester mvc;
  @MockitoBean Orders orders;
  @MockitoBean OrderManagement management;

  final Order order = TestOrders.placed();

  @Test
  void showsAnOrderInTheShapeOf2021AndMore() {
    given(orders.find(order.id())).willReturn(Optional.of(order));

    assertThat(mvc.get().uri("/orders/{guid}", order.id()))
        .hasStatusOk()
        .hasHeader("ETag", "\"0\"")
        .hasContentTypeCompatibleWith("application/hal+json")
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"guid": "%s", "customerId": "6b01064db29f8f4e06d5b478",
             "status": "CREATED", "version": 0, "total": 23.95,
             "placedAt": "2025-11-21T10:15:30.123Z",
             "recipient": {"name": {"title": "Ms.", "lastName": "Smith"},
                           "address": {"type": "SHIPPING", "city": "Anywhere"}},
             "orderStatusEvents": [
               {"timestamp": 1763720130123, "orderStatusType": "CREATED", "note": null}],
             "orderItems": [
               {"product": {"title": "Blue Widget", "price": 1.99}, "quantity": 4},
               {"product": {"title": "White Widget", "price": 15.99}, "quantity": 1}]}"""
                .formatted(order.id()));
  }

  @ParameterizedTest
  @EnumSource(OrderStatusType.class)
  @Tag("B8")
  void linksOnlyToWhatIsPossibleNow(OrderStatusType status) {
    Order found = TestOrders.in(status);
    given(orders.find(found.id())).willReturn(Optional.of(found));

    var links =
        assertThat(mvc.get().uri("/orders/{guid}", found.id()))
            .bodyJson()
            .extractingPath("$._links")
            .asMap();

    links.containsKeys("self", "customer");
    String[] decisions = {"approval", "rejection", "cancellation"};
    if (status == OrderStatusType.CREATED) {
      links.containsKeys(decisions);
    } else {
      links.doesNotContainKeys(decisions);
    }
    if (found.isWithFulfillment()) {
      links.containsEntry(
          "fulfillment", Map.of("href", "http://localhost/fulfillment/fulfillments/" + found.id()));
    } else {
      links.doesNotContainKey("fulfillment");
    }
  }

  @Test
  void knowsNoOtherOrder() {
    given(orders.find("nobody's")).willReturn(Optional.empty());

    problem(mvc.get().uri("/orders/nobody's").exchange(), 404, "order-not-found");
  }

  @Test
  void pagesByStatusAndCustomer() {
    given(orders.page(CUSTOMER_ID, OrderStatusType.CREATED, PageRequest.of(1, 1)))
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
    given(orders.page(null, null, PageRequest.of(0, 20)))
        .willReturn(new PageImpl<>(List.of(), PageRequest.of(0, 20), 0));

    MvcTestResult page = mvc.get().uri("/orders").exchange();

    assertThat(page).bodyJson().extractingPath("$._embedded.orders").asArray().isEmpty();
    assertThat(page)
        .bodyJson()
        .extractingPath("$._links")
        .asMap()
        .containsOnlyKeys("self", "first", "last");
  }

  @ParameterizedTest
  @ValueSource(strings = {"page=-1", "size=0", "size=101", "size=x", "status=LOST"})
  void refusesAPageThatCanNotBe(String query) {
    problem(mvc.get().uri("/orders?" + query).exchange(), 400, "validation-failed");
    verifyNoInteractions(orders);
  }

  @Test
  @Tag("C9")
  void approvesRejectsAndCancels() {
    Order approved = TestOrders.approved();
    given(management.approve(eq("guid"), any(), eq(null))).willReturn(approved);
    given(management.reject(eq("guid"), any(), eq("expired")))
        .willReturn(TestOrders.in(OrderStatusType.REJECTED));
    given(management.cancel(eq("guid"), any(), eq(null)))
        .willReturn(TestOrders.in(OrderStatusType.CANCELLED));

    assertThat(mvc.post().uri("/orders/guid/approval").header("If-Match", "\"1\""))
        .hasStatusOk()
        .hasHeader("ETag", "\"0\"")
        .bodyJson()
        .extractingPath("$.status")
        .isEqualTo("APPROVED");
    assertThat(
            mvc.post()
                .uri("/orders/guid/rejection")
                .header("If-Match", "\"1\"")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"note\": \"expired\"}"))
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$.status")
        .isEqualTo("REJECTED");
    assertThat(mvc.post().uri("/orders/guid/cancellation").header("If-Match", "*"))
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$.status")
        .isEqualTo("CANCELLED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"approval", "rejection", "cancellation"})
  void requiresTheVersionThatADecisionBuildsUpon(String decision) {
    problem(mvc.post().uri("/orders/guid/" + decision).exchange(), 428, "precondition-required");
    verifyNoInteractions(management);
  }

  @Test
  void refusesADecisionOnAnotherVersion() {
    given(management.approve(eq("guid"), any(), any()))
        .willAnswer(
            call -> {
              call.<LongConsumer>getArgument(1).accept(2);
              return order;
            });

    problem(post("/orders/guid/approval", "{}"), 412, "precondition-failed");
  }

  @Test
  void refusesADecisionThatLostARace() {
    given(management.approve(eq("guid"), any(), any())).willThrow(new StaleVersion("guid", 1));

    problem(post("/orders/guid/approval", "{}"), 412, "precondition-failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\u0000b", "a\\nb", "a\\u009fb", "x*501"})
  void refusesANoteThatNobodyReads(String given) {
    String note = given.equals("x*501") ? "x".repeat(501) : given;

    MvcTestResult answer = post("/orders/guid/rejection", "{\"note\": \"%s\"}".formatted(note));

    problem(answer, 400, "validation-failed");
    verifyNoInteractions(management);
  }

  @Test
  void refusesADecisionOnAnUnknownOrder() {
    given(management.approve(eq("guid"), any(), any())).willThrow(new OrderNotFound("guid"));

    problem(post("/orders/guid/approval", "{}"), 404, "order-not-found");
  }

  @Test
  void refusesADecisionOnADecidedOrder() {
    given(management.approve(eq("guid"), any(), any()))
        .willThrow(
            TestOrders.refusal(TestOrders.in(OrderStatusType.REJECTED), OrderStatusType.APPROVED));

    MvcTestResult answer = post("/orders/guid/approval", "{}");

    problem(answer, 409, "illegal-status-change");
    assertThat(answer).bodyJson().extractingPath("$.status").isEqualTo(409);
    assertThat(answer).bodyJson().extractingPath("$.orderStatus").isEqualTo("REJECTED");
    assertThat(answer).bodyJson().doesNotHavePath("$._links");
  }

  @Test
  void sendsWhoCancelsAnApprovedOrderToFulfillment() {
    Order shipped = TestOrders.in(OrderStatusType.SHIPPED);
    given(management.cancel(eq("guid"), any(), any()))
        .willThrow(TestOrders.refusal(shipped, OrderStatusType.CANCELLED));

    MvcTestResult answer = post("/orders/guid/cancellation", "{}");

    problem(answer, 409, "illegal-status-change");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$._links.fulfillment.href")
        .isEqualTo("http://localhost/fulfillment/fulfillments/" + shipped.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/orders/guid", "/orders"})
  @Tag("C8")
  void letsNobodyWriteStatusOrHistory(String path) {
    for (String method : List.of("PUT", "PATCH", "DELETE")) {
      problem(
          mvc.method(HttpMethod.valueOf(method))
              .uri(path)
              .contentType(MediaType.APPLICATION_JSON)
              .content("{\"status\": \"RECEIVED\"}")
              .exchange(),
          405,
          "method-not-allowed");
    }
  }

  private MvcTestResult post(String path, String body) {
    return mvc.post()
        .uri(path)
        .header("If-Match", "\"1\"")
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  static void problem(MvcTestResult answer, int status, String name) {
    assertThat(answer)
        .hasStatus(status)
        .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyJson()
        .extractingPath("$.type")
        .isEqualTo("urn:storefront:problem:" + name);
  }
}
