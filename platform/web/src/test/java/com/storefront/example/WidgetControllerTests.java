package com.storefront.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;

import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.storefront.messaging.aggregate.AggregateExists;
import com.storefront.messaging.aggregate.EventTooLarge;
import com.storefront.messaging.aggregate.IdempotencyKey;
import com.storefront.messaging.aggregate.IdempotencyKeyReused;
import com.storefront.messaging.aggregate.OutboxFull;
import com.storefront.messaging.aggregate.StaleVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The HTTP conventions in the web slice of a service. */
@WebMvcTest
class WidgetControllerTests {

  private static final String WIDGET =
      """
      {"title": "Blue Widget", "colour": "BLUE", "quantity": 2, "price": 1.99,
       "contact": {"email": "a@b.example"}, "others": []}
      """;

  @Autowired MockMvcTester mvc;
  @MockitoBean Widgets widgets;

  @BeforeEach
  void knowOneWidget() {
    given(widgets.find("known")).willAnswer(call -> view());
    given(widgets.find("unknown")).willThrow(new WidgetNotFound("unknown"));
    given(widgets.make(any())).willAnswer(call -> view());
  }

  @ParameterizedTest
  @MethodSource
  void mapsExceptionsToProblems(Throwable exception, int status, String name) {
    given(widgets.find(anyString())).willThrow(exception);

    MvcTestResult answer = mvc.get().uri("/widgets/known").exchange();

    assertProblem(answer, status, name);
  }

  static Stream<Arguments> mapsExceptionsToProblems() {
    return Stream.of(
        arguments(new StaleVersion("known", 2), 412, "precondition-failed"),
        arguments(new AggregateExists("known"), 409, "already-exists"),
        arguments(
            new IdempotencyKeyReused(new IdempotencyKey("make", "k", "d")),
            422,
            "idempotency-key-reused"),
        arguments(new EventTooLarge("known", 2, 1), 413, "event-too-large"),
        arguments(new OutboxFull("known", 1), 503, "outbox-full"),
        arguments(new MongoTimeoutException("away"), 503, "database-unavailable"),
        arguments(
            new DataAccessResourceFailureException(
                "away",
                new MongoSocketOpenException("away", new ServerAddress(), new IOException())),
            503,
            "database-unavailable"),
        arguments(new IllegalStateException("java.lang.secret"), 500, "internal-error"),
        arguments(new NullPointerException(), 500, "internal-error"));
  }

  @Test
  void sendsRetryAfterWithTransientFailures() {
    given(widgets.find(anyString())).willThrow(new MongoTimeoutException("away"));

    assertThat(mvc.get().uri("/widgets/known")).hasHeader("Retry-After", "5");
  }

  @Test
  void disclosesNoInternals() {
    given(widgets.find(anyString())).willThrow(new IllegalStateException("secret"));

    assertThat(mvc.get().uri("/widgets/known")).bodyText().doesNotContain("secret", "Exception");
  }

  @Test
  void addsTheTraceIdToInternalErrors() {
    given(widgets.find(anyString())).willThrow(new IllegalStateException());
    MDC.put("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");

    assertThat(mvc.get().uri("/widgets/known"))
        .bodyJson()
        .extractingPath("$.traceId")
        .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
  }

  @AfterEach
  void clearTrace() {
    MDC.clear();
  }

  @Test
  void asksTheAdviceOfTheFeatureFirst() {
    assertProblem(mvc.get().uri("/widgets/unknown").exchange(), 404, "widget-not-found");
  }

  @Test
  void answersWithAProblemWhereJsonIsAccepted() {
    MvcTestResult answer =
        mvc.get().uri("/widgets/unknown").accept(MediaType.APPLICATION_JSON).exchange();

    assertProblem(answer, 404, "widget-not-found");
  }

  @Test
  void answersAnUnknownPathWithAProblem() {
    MvcTestResult answer = mvc.get().uri("/nothing").exchange();

    assertProblem(answer, 404, "not-found");
    assertThat(answer).bodyJson().extractingPath("$.detail").isEqualTo("No resource at this path.");
  }

  @Test
  void answersAWrongMethodWithTheAllowedOnes() {
    MvcTestResult answer = mvc.delete().uri("/widgets").exchange();

    assertProblem(answer, 405, "method-not-allowed");
    assertThat(answer)
        .headers()
        .hasHeaderSatisfying(
            "Allow", allow -> assertThat(allow).singleElement().asString().contains("GET", "POST"));
  }

  @Test
  void answersHeadAndOptionsWithoutAProblem() {
    assertThat(mvc.head().uri("/widgets/known")).hasStatusOk();
    assertThat(mvc.options().uri("/widgets/known")).hasStatusOk();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv", "application/yaml"})
  void answersAnUnavailableMediaTypeWithAProblem(String accept) {
    MvcTestResult answer = mvc.get().uri("/widgets/known").header("Accept", accept).exchange();

    assertProblem(answer, 406, "not-acceptable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/csv",
        "application/yaml",
        "application/x-www-form-urlencoded",
        "multipart/form-data"
      })
  void refusesBodiesOfOtherMediaTypes(String contentType) {
    MvcTestResult answer =
        mvc.post().uri("/widgets").header("Content-Type", contentType).content(WIDGET).exchange();

    assertProblem(answer, 415, "unsupported-media-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"title\": ",
        "nonsense",
        "{} trailing",
        "{\"title\": \"a\", \"title\": \"b\"}",
        "{\"title\": \"a\nb\"}"
      })
  void answersMalformedJsonWithAProblem(String body) {
    assertProblem(post(body), 400, "malformed-json");
  }

  @Test
  void namesTheLineAndColumnOfMalformedJson() {
    assertThat(post("{\n  \"title\": x}"))
        .bodyJson()
        .extractingPath("$.detail")
        .isEqualTo("Malformed JSON at line 2, column 12.");
  }

  @Test
  void refusesATooLargeBody() {
    assertProblem(post(WIDGET.replace("Blue Widget", "x".repeat(66_000))), 413, "body-too-large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null"})
  void answersAMissingBodyWithAProblem(String body) {
    assertInvalid(post(body), "", "must not be missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "colour": "BLUE" | "colour": "GREEN"     | colour         | must be one of RED, BLUE
          "colour": "BLUE" | "colour": 1           | colour         | must be one of RED, BLUE
          "colour": "BLUE" | "colour": ""          | colour         | must be one of RED, BLUE
          "quantity": 2    | "quantity": "2"       | quantity       | must be a whole number from 1 to 100
          "quantity": 2    | "quantity": 2.9       | quantity       | must be a whole number from 1 to 100
          "quantity": 2    | "quantity": 3000000000 | quantity      | must be a whole number from 1 to 100
          "quantity": 2    | "quantity": 101       | quantity       | must be less than or equal to 100
          "price": 1.99    | "price": "x"          | price          | must be a number from 0 to 1000000
          "title": "Blue Widget" | "title": " "    | title          | must not be blank
          "title": "Blue Widget" | "title": "\\ud800" | title       | must be a string
          "a@b.example"    | "nonsense"            | contact.email  | must be a well-formed email address
          "others": []     | "others": {}          | others         | must be an array
          "others": []     | "others": [{"email": "x"}] | others[0].email | must be a well-formed email address
          "others": []     | "others": [{"email": []}] | others[0].email | must be a string
          {"email": "a@b.example"} | []            | contact        | must be an object
          "others": []     | "others": [], "x": 1  | x              | is unknown; known are title, colour, quantity, price, contact, others
          "a@b.example"    | "a@b.example", "y": 1 | contact.y      | is unknown; known are email
          """)
  void namesTheInvalidField(String good, String bad, String field, String message) {
    MvcTestResult answer = post(WIDGET.replace(good, bad));

    assertInvalid(answer, field, message);
  }

  @Test
  void quotesARequestInPrintableAndBoundedText() {
    String member = "\\u001b[31m\\u0007\\n\\u202e" + "x".repeat(10_000);

    MvcTestResult answer =
        post(WIDGET.replace("\"others\": []", "\"others\": [], \"%s\": 1".formatted(member)));

    assertThat(answer)
        .bodyJson()
        .extractingPath("$.errors[0].field")
        .asString()
        .startsWith("\\u001B[31m\\u0007\\u000A\\u202Exxx")
        .hasSizeLessThan(300);
  }

  @Test
  void namesInvalidFieldsInTheOrderOfTheDocument() {
    String others =
        Stream.generate(() -> "{\"email\": \"x\"}").limit(12).collect(Collectors.joining(","));

    MvcTestResult answer =
        post("{\"others\": [%s], \"title\": \"\", \"contact\": {}}".formatted(others));

    assertThat(answer)
        .bodyJson()
        .extractingPath("$.errors[*].field")
        .asArray()
        .startsWith("title", "colour", "quantity", "price", "contact.email", "others")
        .endsWith("others[9].email", "others[10].email", "others[11].email");
  }

  @Test
  void namesEveryInvalidFieldOnce() {
    MvcTestResult answer =
        post(WIDGET.replace("\"quantity\": 2", "\"quantity\": 0").replace("Blue Widget", ""));

    assertThat(answer)
        .bodyJson()
        .extractingPath("$.errors[*].field")
        .asArray()
        .containsExactly("title", "quantity");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /widgets?page=-1          | page   | must be greater than or equal to 0
          /widgets?page=2147483647  | page   | must be less than or equal to 20000000
          /widgets?page=x           | page   | must be a whole number from 0 to 20000000
          /widgets?size=0           | size   | must be greater than or equal to 1
          /widgets?size=101         | size   | must be less than or equal to 100
          /widgets?colour=GREEN     | colour | must be one of RED, BLUE
          /widgets/numbered/x?word=w&tag=t | number | must be a whole number
          /widgets/numbered/1?word=w&tag=long | tag | size must be between 0 and 3
          """)
  void namesTheInvalidParameter(String uri, String field, String message) {
    assertInvalid(mvc.get().uri(URI.create(uri)).exchange(), field, message);
  }

  @Test
  void namesTheInvalidHeader() {
    MvcTestResult answer =
        mvc.post()
            .uri("/widgets")
            .header("Idempotency-Key", "k".repeat(256))
            .contentType(MediaType.APPLICATION_JSON)
            .content(WIDGET)
            .exchange();

    assertInvalid(answer, "Idempotency-Key", "size must be between 1 and 255");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?color=RED | color | is unknown; known are colour, cursor, page, size",
        "?Colour=RED | Colour | is unknown; known are colour, cursor, page, size",
        "?page=0&page=1 | page | must be given once",
        "/known?fields=id | fields | is unknown; this operation has no query parameters"
      })
  void refusesUnknownAndRepeatedQueryParameters(String uri, String parameter, String message) {
    assertInvalid(mvc.get().uri("/widgets" + uri).exchange(), parameter, message);
  }

  @Test
  void requiresIfMatch() {
    assertProblem(mvc.delete().uri("/widgets/known").exchange(), 428, "precondition-required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "nonsense, \"3\"", "\"3"})
  void explainsAMalformedPrecondition(String ifMatch) {
    assertInvalid(
        mvc.delete().uri("/widgets/known").header("If-Match", ifMatch).exchange(),
        "If-Match",
        "must be a quoted entity tag, for example \"3\", or *");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2\"", "W/\"3\"", "\"x\"", "\"03\""})
  void refusesAChangeOfAnotherVersion(String ifMatch) {
    MvcTestResult answer =
        mvc.delete().uri("/widgets/known").header("If-Match", ifMatch).exchange();

    assertProblem(answer, 412, "precondition-failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"3\"", "*", "\"2\", \"3\""})
  void acceptsAChangeOfTheExpectedVersion(String ifMatch) {
    assertThat(mvc.delete().uri("/widgets/known").header("If-Match", ifMatch)).hasStatus(204);
  }

  @Test
  void answersWithHalPlainDecimalsAndAnEntityTag() {
    MvcTestResult answer = mvc.get().uri("/widgets/known").exchange();

    assertThat(answer).hasStatusOk().hasContentType("application/hal+json");
    assertThat(answer).hasHeader("ETag", "\"3\"");
    assertThat(answer)
        .bodyText()
        .isEqualTo(
            "{\"title\":\"Blue Widget\",\"price\":1000,\"version\":3,"
                + "\"_links\":{\"self\":{\"href\":\"http://localhost/widgets/known\"}}}");
  }

  @Test
  void answersAPageWithItsMetadata() {
    MvcTestResult answer = mvc.get().uri("/widgets?page=2&size=7").exchange();

    assertThat(answer).bodyJson().extractingPath("$.page.number").isEqualTo(2);
    assertThat(answer).bodyJson().extractingPath("$.page.size").isEqualTo(7);
  }

  @Test
  void hasNoSampleStepsByDefault() {
    assertThat(mvc.post().uri("/widgets/sample")).hasStatus(405);
  }

  private MvcTestResult post(String body) {
    return mvc.post()
        .uri("/widgets")
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  private static WidgetView view() {
    return new WidgetView("Blue Widget", new BigDecimal("1E+3"), Widgets.VERSION);
  }

  private static void assertInvalid(MvcTestResult answer, String field, String message) {
    assertProblem(answer, 400, "validation-failed");
    assertThat(answer).bodyJson().extractingPath("$.errors.length()").isEqualTo(1);
    assertThat(answer).bodyJson().extractingPath("$.errors[0].field").isEqualTo(field);
    assertThat(answer).bodyJson().extractingPath("$.errors[0].message").isEqualTo(message);
  }

  private static void assertProblem(MvcTestResult answer, int status, String name) {
    assertThat(answer).hasStatus(status);
    assertThat(answer).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.type")
        .isEqualTo("urn:storefront:problem:" + name);
    assertThat(answer).bodyJson().extractingPath("$.status").isEqualTo(status);
    assertThat(answer).bodyText().doesNotContain("java.", "org.", "com.storefront", "jackson");
  }
}
