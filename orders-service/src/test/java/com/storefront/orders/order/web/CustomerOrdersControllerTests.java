package com.storefront.orders.order.web;

import static com.storefront.orders.order.TestOrders.CUSTOMER_ID;
import static com.storefront.orders.order.web.OrderControllerTests.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.assertArg;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verifyNoInteractions;

import com.storefront.events.OrderStatusType;
import com.storefront.messaging.outbox.IdempotencyKey;
import com.storefront.messaging.outbox.IdempotencyKeyReused;
import com.storefront.orders.customer.Customers;
import com.storefront.orders.order.Order;
import com.storefront.orders.order.OrderManagement;
import com.storefront.orders.order.Orders;
import com.storefront.orders.order.TestOrders;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(CustomerOrdersController.class)
class CustomerOrdersControllerTests {

  private static final String LINE =
      """
      {"product": {"guid": "b5efd4a0", "title": "Blue Widget",
                   "description": "Brilliant Blue Widget", "price": 1.99}, "quantity": 4}""";

  @Autowired MockMvcTester mvc;
  @MockitoBean Orders orders;
  @MockitoBean Customers customers;
  @MockitoBean OrderManagement management;

  final Order order = TestOrders.placed();

  @Test
  void places() {
    given(management.place(eq(CUSTOMER_ID), any(), eq(null))).willReturn(order);

    assertThat(place(LINE))
        .hasStatus(201)
        .hasHeader("Location", "http://localhost/orders/" + order.id())
        .hasHeader("ETag", "\"0\"")
        .bodyJson()
        .extractingPath("$.status")
        .isEqualTo("CREATED");

    then(management)
        .should()
        .place(
            eq(CUSTOMER_ID),
            assertArg(
                items -> {
                  assertThat(items).hasSize(1);
                  assertThat(items.get(0).quantity()).isEqualTo(4);
                  assertThat(items.get(0).product().price()).isEqualByComparingTo("1.99");
                }),
            eq(null));
  }

  @Test
  void namesThePlacingByItsKeyPerCustomer() {
    given(management.place(any(), any(), any())).willReturn(order);

    placeAs("a key", LINE);
    placeAs("a key", LINE);
    placeAs("a key", LINE.replace("4", "5"));

    ArgumentCaptor<IdempotencyKey> keys = ArgumentCaptor.forClass(IdempotencyKey.class);
    then(management).should(times(3)).place(any(), any(), keys.capture());
    assertThat(keys.getAllValues())
        .allSatisfy(key -> assertThat(key.scope()).isEqualTo("place-order/" + CUSTOMER_ID))
        .allSatisfy(key -> assertThat(key.key()).isEqualTo("a key"))
        .allSatisfy(key -> assertThat(key.digest()).hasSize(64));
    IdempotencyKey first = keys.getAllValues().get(0);
    assertThat(keys.getAllValues().get(1)).isEqualTo(first);
    assertThat(keys.getAllValues().get(2).digest()).isNotEqualTo(first.digest());
  }

  @Test
  void refusesAKeyUsedForSomethingElse() {
    given(management.place(any(), any(), any()))
        .willThrow(new IdempotencyKeyReused(new IdempotencyKey("scope", "a key", "digest")));

    problem(placeAs("a key", LINE), 422, "idempotency-key-reused");
  }

  @Test
  void refusesAKeyThatIsTooLong() {
    problem(placeAs("k".repeat(256), LINE), 400, "validation-failed");
    verifyNoInteractions(management);
  }

  @Test
  void refusesForACustomerWhoIsNotKnownYet() {
    given(management.place(any(), any(), any())).willThrow(TestOrders.customerUnknown());

    MvcTestResult answer = place(LINE);

    problem(answer, 409, "customer-unknown");
    assertThat(answer).bodyJson().extractingPath("$.detail").asString().contains("not arrived yet");
  }

  @Test
  @Tag("C4")
  void refusesWhatCanNotBeShipped() {
    given(management.place(any(), any(), any())).willThrow(TestOrders.noShippingAddress());

    problem(place(LINE), 422, "no-shipping-address");
  }

  @ParameterizedTest
  @Tag("C7")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "4      | 0                | orderItems[0].quantity",
        "4      | -1               | orderItems[0].quantity",
        "4      | 1001             | orderItems[0].quantity",
        "4      | null             | orderItems[0].quantity",
        "1.99   | -0.01            | orderItems[0].product.price",
        "1.99   | 1.999            | orderItems[0].product.price",
        "1.99   | 100000000        | orderItems[0].product.price",
        "1.99   | null             | orderItems[0].product.price",
        "\"b5efd4a0\"    | \" \"   | orderItems[0].product.guid",
        "\"Blue Widget\" | null    | orderItems[0].product.title"
      })
  void namesTheFieldThatIsWrong(String right, String wrong, String field) {
    MvcTestResult answer = place(LINE.replace(right, wrong));

    problem(answer, 400, "validation-failed");
    assertThat(answer).bodyJson().extractingPath("$.errors[*].field").asArray().contains(field);
    verifyNoInteractions(management);
  }

  @Test
  @Tag("C7")
  void refusesNoLinesAndTooMany() {
    problem(place(""), 400, "validation-failed");
    problem(place(String.join(",", Collections.nCopies(101, LINE))), 400, "validation-failed");
    problem(place("null"), 400, "validation-failed");
    verifyNoInteractions(management);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "\"order\"", "{\"orderItems\": 1}"})
  void refusesWhatIsNoOrder(String body) {
    assertThat(
            mvc.post()
                .uri("/customers/{id}/orders", CUSTOMER_ID)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body))
        .hasStatus(400)
        .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
    verifyNoInteractions(management);
  }

  @Test
  @Tag("C8")
  void letsNobodyChooseTheGuid() {
    assertThat(
            mvc.post()
                .uri("/customers/{id}/orders", CUSTOMER_ID)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"guid\": \"mine\", \"orderItems\": [" + LINE + "]}"))
        .hasStatus(400);
    verifyNoInteractions(management);
  }

  @Test
  void pagesAKnownCustomersOrders() {
    given(customers.contains(CUSTOMER_ID)).willReturn(true);
    given(orders.page(CUSTOMER_ID, OrderStatusType.CREATED, PageRequest.of(0, 20)))
        .willReturn(new PageImpl<>(List.of(order), PageRequest.of(0, 20), 1));

    assertThat(mvc.get().uri("/customers/{id}/orders?status=CREATED", CUSTOMER_ID))
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$._links.self.href")
        .isEqualTo(
            "http://localhost/customers/%s/orders?status=CREATED&page=0&size=20"
                .formatted(CUSTOMER_ID));
  }

  @Test
  void knowsNoOrdersOfAnUnknownCustomer() {
    problem(mvc.get().uri("/customers/nobody/orders").exchange(), 404, "customer-not-found");
  }

  private MvcTestResult place(String lines) {
    return mvc.post()
        .uri("/customers/{id}/orders", CUSTOMER_ID)
        .contentType(MediaType.APPLICATION_JSON)
        .content("{\"orderItems\": [" + lines + "]}")
        .exchange();
  }

  private MvcTestResult placeAs(String key, String lines) {
    return mvc.post()
        .uri("/customers/{id}/orders", CUSTOMER_ID)
        .header("Idempotency-Key", key)
        .contentType(MediaType.APPLICATION_JSON)
        .content("{\"orderItems\": [" + lines + "]}")
        .exchange();
  }
}
