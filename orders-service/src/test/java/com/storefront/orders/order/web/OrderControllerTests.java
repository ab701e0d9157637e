package com.storefront.orders.order.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verifyNoInteractions;

import com.storefront.events.order.OrderStatusType;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.messaging.aggregate.StaleVersion;
import com.storefront.orders.order.Order;
import com.storefront.orders.order.OrderManagement;
import com.storefront.orders.order.OrderNotFound;
import com.storefront.orders.order.Orders;
import com.storefront.orders.order.TestOrders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.data.domain.PageImpl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(OrderController.class)
@Import(OrderModelAssembler.class)
class OrderControllerTests {

  @Autowired MockMvcTester mvc;
  @MockitoBean Orders orders;
  @MockitoBean OrderManagement management;

  final Order order = TestOrders.placed();

  @Test
  void showsAnOrderInTheShapeOf2021AndMore() {
    given(orders.findById(order.id())).willReturn(Optional.of(order));

    assertThat(mvc.get().uri("/orders/{guid}", order.id()))
        .hasStatusOk()
        .hasHeader("ETag", "\"0\"")
        .hasContentTypeCompatibleWith("application/hal+json")
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"guid": "%s", "customerId": "6b01064db29f8f4e06d5b478",
             "status": "CREATED", "version": 0, "total": 23.95, "currency": "USD",
             "placedAt": "2025-11-21T10:15:30.123Z",
             "recipient": {"name": {"title": "Ms.", "lastName": "Smith"},
                           "address": {"type": "SHIPPING", "city": "Anywhere", "country": "US"}},
             "orderStatusEvents": [
               {"timestamp": 1763720130123, "orderStatusType": "CREATED", "note": null, "actor": "mary"}],
             "orderItems": [
               {"product": {"title": "Blue Widget", "price": 1.99}, "quantity": 4},
               {"product": {"title": "White Widget", "price": 15.99}, "quantity": 1}]}"""
                .formatted(order.id()));
  }

  @ParameterizedTest
  @CsvSource({
    "1.5, USD, 2, 1.50, 3.00",
    "100, USD, 1, 100.00, 100.00",
    "1.1, EUR, 1, 1.10, 1.10",
    "1E+2, JPY, 3, 100, 300",
    "1000000000, KWD, 1000, 1000000000.000, 1000000000000.000"
  })
  void showsPricesWithTheDecimalsOfTheirCurrency(
      String placed, String currency, int quantity, String price, String total) {
    Order found = TestOrders.placed(TestOrders.item("Red", placed, currency, quantity));
    given(orders.findById(found.id())).willReturn(Optional.of(found));
    given(orders.findPage(any(), any())).willReturn(new PageImpl<>(List.of(found)));

    for (String uri : List.of("/orders/" + found.id(), "/orders")) {
      assertThat(mvc.get().uri(uri))
          .hasStatusOk()
          .bodyText()
          .contains("\"total\":%s,\"currency\":\"%s\"".formatted(total, currency))
          .contains("\"price\":%s,\"currency\":\"%s\"".formatted(price, currency));
    }
  }

  @ParameterizedTest
  @EnumSource(OrderStatusType.class)
  void linksToWhatCanBeDoneNow(OrderStatusType status) {
    Order found = TestOrders.in(status);
    given(orders.findById(found.id())).willReturn(Optional.of(found));

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
  void showsCarrierAndTrackingNumberAndWhoShipped() {
    Order order = TestOrders.shipped();
    given(orders.findById(order.id())).willReturn(Optional.of(order));

    assertThat(mvc.get().uri("/orders/{guid}", order.id()))
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"status": "SHIPPED",
             "shipment": {"carrier": "UPS", "trackingNumber": "1Z9999W99999999999"},
             "orderStatusEvents": [
               {"orderStatusType": "CREATED", "actor": "mary"},
               {"orderStatusType": "SHIPPED", "actor": "bob"}]}""");
  }

  @Test
  void answersNotFoundForAnUnknownOrder() {
    given(orders.findById("unknown")).willReturn(Optional.empty());

    problem(mvc.get().uri("/orders/unknown").exchange(), 404, "order-not-found");
  }

  @Test
  void approvesRejectsAndCancels() {
    Order approved = TestOrders.approved();
    given(management.approve(eq("guid"), any(), eq("anonymous"), eq(null))).willReturn(approved);
    given(management.reject(eq("guid"), any(), any(), eq("expired")))
        .willReturn(TestOrders.in(OrderStatusType.REJECTED));
    given(management.cancel(eq("guid"), any(), eq("alice"), eq(null)))
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
    assertThat(
            mvc.post()
                .uri("/orders/guid/cancellation")
                .header("If-Match", "*")
                .principal(() -> "alice"))
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$.status")
        .isEqualTo("CANCELLED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"approval", "rejection", "cancellation"})
  void requiresIfMatchForADecision(String decision) {
    problem(mvc.post().uri("/orders/guid/" + decision).exchange(), 428, "precondition-required");
    verifyNoInteractions(management);
  }

  @Test
  void refusesADecisionOnAnotherVersion() {
    given(management.approve(eq("guid"), any(), any(), any()))
        .willAnswer(
            call -> {
              call.<ExpectedVersion>getArgument(1).check(2);
              return order;
            });

    problem(post("/orders/guid/approval", "{}"), 412, "precondition-failed");
  }

  @Test
  void refusesADecisionThatLostARace() {
    given(management.approve(eq("guid"), any(), any(), any()))
        .willThrow(new StaleVersion("guid", 1));

    problem(post("/orders/guid/approval", "{}"), 412, "precondition-failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\u0000b", "a\\nb", "a\\u009fb", "x*501"})
  void refusesANoteWithControlCharactersOrTooLong(String given) {
    String note = given.equals("x*501") ? "x".repeat(501) : given;

    MvcTestResult answer = post("/orders/guid/rejection", "{\"note\": \"%s\"}".formatted(note));

    problem(answer, 400, "validation-failed");
    verifyNoInteractions(management);
  }

  @Test
  void refusesADecisionOnAnUnknownOrder() {
    given(management.approve(eq("guid"), any(), any(), any())).willThrow(new OrderNotFound("guid"));

    problem(post("/orders/guid/approval", "{}"), 404, "order-not-found");
  }

  @Test
  void refusesADecisionOnADecidedOrder() {
    given(management.approve(eq("guid"), any(), any(), any()))
        .willThrow(
            TestOrders.refusal(TestOrders.in(OrderStatusType.REJECTED), OrderStatusType.APPROVED));

    MvcTestResult answer = post("/orders/guid/approval", "{}");

    problem(answer, 409, "illegal-status-change");
    assertThat(answer).bodyJson().extractingPath("$.status").isEqualTo(409);
    assertThat(answer).bodyJson().extractingPath("$.orderStatus").isEqualTo("REJECTED");
    assertThat(answer).bodyJson().doesNotHavePath("$._links");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.detail")
        .asString()
        .endsWith("This status is final.");
  }

  @Test
  void linksToFulfillmentWhenAnApprovedOrderIsCancelled() {
    Order shipped = TestOrders.in(OrderStatusType.SHIPPED);
    given(management.cancel(eq("guid"), any(), any(), any()))
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
  void refusesToWriteStatusOrHistory(String path) {
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
