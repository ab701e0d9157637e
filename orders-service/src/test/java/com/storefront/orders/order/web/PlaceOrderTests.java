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

import com.storefront.events.order.Product;
import com.storefront.messaging.aggregate.IdempotencyKey;
import com.storefront.messaging.aggregate.IdempotencyKeyReused;
import com.storefront.orders.customer.CustomerNotFound;
import com.storefront.orders.order.Order;
import com.storefront.orders.order.OrderManagement;
import com.storefront.orders.order.Orders;
import com.storefront.orders.order.TestOrders;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(OrderController.class)
@Import(OrderModelAssembler.class)
class PlaceOrderTests {

  private static final String LINE =
      """
      {"product": {"guid": "b5efd4a0", "title": "Blue Widget",
                   "description": "Brilliant Blue Widget", "price": 1.99}, "quantity": 4}""";

  private static final String DIGEST_OF_THE_FIRST_VERSION =
      "591eeeafceba075d3173fcc23545b36f83e336be9747b2c20a59c3d4df76d6e4";

  @Autowired MockMvcTester mvc;
  @MockitoBean Orders orders;
  @MockitoBean OrderManagement management;

  final Order order = TestOrders.placed();

  @Test
  void placesAnOrder() {
    given(management.place(eq(CUSTOMER_ID), any(), eq("anonymous"), eq(null))).willReturn(order);

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
                lines -> {
                  assertThat(lines.items()).hasSize(1);
                  assertThat(lines.items().get(0).quantity()).isEqualTo(4);
                  assertThat(lines.items().get(0).product().price()).isEqualByComparingTo("1.99");
                }),
            eq("anonymous"),
            eq(null));
  }

  @Test
  void scopesAnIdempotencyKeyToTheCustomer() {
    given(management.place(any(), any(), any(), any())).willReturn(order);

    placeAs("a key", LINE);
    placeAs("a key", LINE);
    placeAs("a key", LINE.replace("4", "5"));

    ArgumentCaptor<IdempotencyKey> keys = ArgumentCaptor.forClass(IdempotencyKey.class);
    then(management).should(times(3)).place(any(), any(), any(), keys.capture());
    assertThat(keys.getAllValues())
        .allSatisfy(key -> assertThat(key.scope()).isEqualTo("place-order/" + CUSTOMER_ID))
        .allSatisfy(key -> assertThat(key.key()).isEqualTo("a key"))
        .allSatisfy(key -> assertThat(key.digest()).hasSize(64));
    IdempotencyKey first = keys.getAllValues().get(0);
    assertThat(keys.getAllValues().get(1)).isEqualTo(first);
    assertThat(keys.getAllValues().get(2).digest()).isNotEqualTo(first.digest());
  }

  @Test
  void refusesAKeyThatWasUsedForAnotherRequest() {
    given(management.place(any(), any(), any(), any()))
        .willThrow(new IdempotencyKeyReused(new IdempotencyKey("scope", "a key", "digest")));

    problem(placeAs("a key", LINE), 422, "idempotency-key-reused");
  }

  @Test
  void refusesAKeyThatIsTooLong() {
    problem(placeAs("k".repeat(256), LINE), 400, "validation-failed");
    verifyNoInteractions(management);
  }

  @Test
  void answersConflictForAnUnknownCustomer() {
    given(management.place(any(), any(), any(), any()))
        .willThrow(new CustomerNotFound(CUSTOMER_ID));

    MvcTestResult answer = place(LINE);

    problem(answer, 409, "customer-unknown");
    assertThat(answer).bodyJson().extractingPath("$.detail").asString().contains("not replicated");
  }

  @Test
  void refusesAnOrderThatCannotBeShipped() {
    given(management.place(any(), any(), any(), any())).willThrow(TestOrders.noShippingAddress());

    problem(place(LINE), 422, "no-shipping-address");
  }

  @ParameterizedTest
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
        "1.99   | 1000000000.01    | orderItems[0].product.price",
        "1.99   | 1E+1000000000    | orderItems[0].product.price",
        "1.99   | null             | orderItems[0].product.price",
        "\"b5efd4a0\"    | \" \"   | orderItems[0].product.guid",
        "\"Blue Widget\" | null    | orderItems[0].product.title"
      })
  void namesTheInvalidField(String right, String wrong, String field) {
    MvcTestResult answer = place(LINE.replace(right, wrong));

    problem(answer, 400, "validation-failed");
    assertThat(answer).bodyJson().extractingPath("$.errors[*].field").asArray().contains(field);
    verifyNoInteractions(management);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1.99                       | 1.99  | USD",
        "1.990                      | 1.99  | USD",
        "2                          | 2.00  | USD",
        "1.5, \"currency\": null     | 1.50  | USD",
        "1.5, \"currency\": \"USD\"  | 1.50  | USD",
        "1.5, \"currency\": \"EUR\"  | 1.50  | EUR",
        "100, \"currency\": \"JPY\"  | 100   | JPY",
        "100.0, \"currency\": \"JPY\" | 100  | JPY",
        "1.999, \"currency\": \"KWD\" | 1.999 | KWD",
        "1000000000                 | 1000000000.00 | USD"
      })
  void acceptsAPriceInItsCurrency(String price, String accepted, String currency) {
    given(management.place(any(), any(), any(), any())).willReturn(order);

    assertThat(place(LINE.replace("1.99", price))).hasStatus(201);

    then(management)
        .should()
        .place(
            any(),
            assertArg(
                lines -> {
                  Product product = lines.items().get(0).product();
                  assertThat(product.price()).hasToString(accepted);
                  assertThat(product.currency()).isEqualTo(currency);
                  assertThat(lines.currency()).hasToString(currency);
                }),
            any(),
            any());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1.999                          | price    | must have at most 2 decimals in USD",
        "100.5, \"currency\": \"JPY\"     | price    | must have no decimals in JPY",
        "1.9999, \"currency\": \"KWD\"    | price    | must have at most 3 decimals in KWD",
        "-0.01                          | price    | must be greater than or equal to 0",
        "1000000000.01                  | price    | must be less than or equal to 1000000000",
        "\"1.99\"                       | price    | must be a number from 0 to 1000000000",
        "1, \"currency\": \"XXX\"         | currency | must be the ISO 4217 code of a currency in use, for example EUR",
        "1, \"currency\": \"XTS\"         | currency | must be the ISO 4217 code of a currency in use, for example EUR",
        "1, \"currency\": \"eur\"         | currency | must be the ISO 4217 code of a currency in use, for example EUR",
        "1, \"currency\": \"${1+1}\"      | currency | must be the ISO 4217 code of a currency in use, for example EUR"
      })
  void explainsWhichPricesAreAccepted(String price, String field, String message) {
    assertInvalid(place(LINE.replace("1.99", price)), "orderItems[0].product." + field, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1, \"currency\": \"EUR\" | 1, \"currency\": \"USD\" | EUR",
        "1, \"currency\": \"EUR\" | 1                        | EUR",
        "1                        | 1, \"currency\": \"EUR\" | USD"
      })
  void refusesASecondCurrency(String first, String second, String currency) {
    MvcTestResult answer = place(LINE.replace("1.99", first) + "," + LINE.replace("1.99", second));

    assertInvalid(
        answer,
        "orderItems[1].product.currency",
        "must be %s as in the lines before, because an order has one currency".formatted(currency));
  }

  @Test
  void namesEveryInvalidPriceInTheOrderOfTheDocument() {
    MvcTestResult answer =
        place(
            LINE.replace("1.99", "1, \"currency\": \"XXX\"").replace("Blue Widget", " ")
                + ",null,{},"
                + LINE.replace("1.99", "1.999")
                + ","
                + LINE.replace("1.99", "1, \"currency\": \"EUR\""));

    problem(answer, 400, "validation-failed");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.errors[*].field")
        .asArray()
        .containsExactly(
            "orderItems[0].product.title",
            "orderItems[0].product.currency",
            "orderItems[1]",
            "orderItems[2].product",
            "orderItems[2].quantity",
            "orderItems[3].product.price",
            "orderItems[4].product.currency");
  }

  /** A request that is repeated after an upgrade is recognised. */
  @Test
  void hasTheDigestOfEarlierVersionsWithoutACurrency() {
    given(management.place(any(), any(), any(), any())).willReturn(order);

    placeAs("a key", LINE);

    then(management)
        .should()
        .place(
            any(),
            any(),
            any(),
            assertArg(key -> assertThat(key.digest()).isEqualTo(DIGEST_OF_THE_FIRST_VERSION)));
  }

  @Test
  void refusesTooFewOrTooManyLines() {
    problem(place(""), 400, "validation-failed");
    problem(place(String.join(",", Collections.nCopies(101, LINE))), 400, "validation-failed");
    problem(place("null"), 400, "validation-failed");
    verifyNoInteractions(management);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "\"order\"", "{\"orderItems\": 1}"})
  void refusesABodyThatIsNotAnOrder(String body) {
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
  void refusesAGivenGuid() {
    assertThat(
            mvc.post()
                .uri("/customers/{id}/orders", CUSTOMER_ID)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"guid\": \"mine\", \"orderItems\": [" + LINE + "]}"))
        .hasStatus(400);
    verifyNoInteractions(management);
  }

  private static void assertInvalid(MvcTestResult answer, String field, String message) {
    problem(answer, 400, "validation-failed");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.errors")
        .isEqualTo(List.of(Map.of("field", field, "message", message)));
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
