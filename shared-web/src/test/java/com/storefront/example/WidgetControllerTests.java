package com.storefront.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;

import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ServerAddress;
import com.storefront.messaging.outbox.AggregateExists;
import com.storefront.messaging.outbox.EventTooLarge;
import com.storefront.messaging.outbox.IdempotencyKey;
import com.storefront.messaging.outbox.IdempotencyKeyReused;
import com.storefront.messaging.outbox.OutboxFull;
import com.storefront.messaging.outbox.StaleVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
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

/** The conventions as a service's web slice sees them. */
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
  void oneWidgetIsKnown() {
    given(widgets.find("known")).willAnswer(call -> view());
    given(widgets.find("unknown")).willThrow(new WidgetNotFound("unknown"));
    given(widgets.make(any())).willAnswer(call -> view());
  }

  @ParameterizedTest
  @MethodSource
  void answersEachFaultWithItsProblem(Throwable fault, int status, String name) {
    given(widgets.find(anyString())).willThrow(fault);

    MvcTestResult answer = mvc.get().uri("/widgets/known").exchange();

    assertProblem(answer, status, name);
  }

  static Stream<Arguments> answersEachFaultWithItsProblem() {
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
  void tellsWhenToTryAgainAfterAPassingFault() {
    given(widgets.find(anyString())).willThrow(new MongoTimeoutException("away"));

    assertThat(mvc.get().uri("/widgets/known")).hasHeader("Retry-After", "5");
  }

  @Test
  @DisplayName("D6: an error tells nothing of what is inside")
  void tellsNothingOfWhatIsInside() {
    given(widgets.find(anyString())).willThrow(new IllegalStateException("secret"));

    assertThat(mvc.get().uri("/widgets/known")).bodyText().doesNotContain("secret", "Exception");
  }

  @Test
  void tellsTheTraceOfAFaultOfOurs() {
    given(widgets.find(anyString())).willThrow(new IllegalStateException());
    MDC.put("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");

    assertThat(mvc.get().uri("/widgets/known"))
        .bodyJson()
        .extractingPath("$.traceId")
        .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
  }

  @AfterEach
  void noTraceIsLeft() {
    MDC.clear();
  }

  @Test
  void letsAFeatureSpeakForItsOwnExceptions() {
    assertProblem(mvc.get().uri("/widgets/unknown").exchange(), 404, "widget-not-found");
  }

  @Test
  void letsAFeatureSpeakInProblemsEvenToThoseWhoAskForPlainJson() {
    MvcTestResult answer =
        mvc.get().uri("/widgets/unknown").accept(MediaType.APPLICATION_JSON).exchange();

    assertProblem(answer, 404, "widget-not-found");
  }

  @Test
  void answersAnUnknownPathWithAProblem() {
    assertProblem(mvc.get().uri("/nothing").exchange(), 404, "not-found");
  }

  @Test
  void answersAWrongMethodWithTheRightOnes() {
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
  @ValueSource(strings = {"text/csv", "nonsense", "text/plain;q=zz", "application/yaml"})
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
  void answersEndlessNestingWithAProblem() {
    MvcTestResult answer =
        post(WIDGET.replace("\"others\": []", "\"x\": " + "[".repeat(2000) + "]".repeat(2000)));

    assertProblem(answer, 400, "malformed-json");
    assertProblem(post("[".repeat(2000)), 400, "validation-failed");
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
          "quantity": 2    | "quantity": "2"       | quantity       | must be a whole number from -2147483648 to 2147483647
          "quantity": 2    | "quantity": 2.9       | quantity       | must be a whole number from -2147483648 to 2147483647
          "quantity": 2    | "quantity": 3000000000 | quantity      | must be a whole number from -2147483648 to 2147483647
          "quantity": 2    | "quantity": 101       | quantity       | must be less than or equal to 100
          "price": 1.99    | "price": "x"          | price          | must be a number
          "title": "Blue Widget" | "title": 1      | title          | must be a string
          "title": "Blue Widget" | "title": " "    | title          | must not be blank
          "title": "Blue Widget" | "title": "a\\u0000" | title      | must not contain a null character or half a surrogate pair
          "title": "Blue Widget" | "title": "\\ud800" | title       | must not contain a null character or half a surrogate pair
          "a@b.example"    | "nonsense"            | contact.email  | must be a well-formed email address
          "others": []     | "others": {}          | others         | must be an array
          "others": []     | "others": [{"email": "x"}] | others[0].email | must be a well-formed email address
          "others": []     | "others": [{"email": 1}] | others[0].email | must be a string
          {"email": "a@b.example"} | []            | contact        | must be an object
          "others": []     | "others": [], "x": 1  | x              | is not known here; known are title, colour, quantity, price, contact, others
          "a@b.example"    | "a@b.example", "y": 1 | contact.y      | is not known here; known are email
          """)
  @DisplayName("C7, D6: a value that can't be used is refused with its field's name")
  void namesTheFieldThatCannotBeUsed(String good, String bad, String field, String message) {
    MvcTestResult answer = post(WIDGET.replace(good, bad));

    assertInvalid(answer, field, message);
  }

  @Test
  void namesEveryFieldThatCannotBeUsed() {
    MvcTestResult answer =
        post(WIDGET.replace("\"quantity\": 2", "\"quantity\": 0").replace("Blue Widget", ""));

    assertThat(answer)
        .bodyJson()
        .extractingPath("$.errors[*].field")
        .asArray()
        .containsExactlyInAnyOrder("title", "quantity");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /widgets?page=-1          | page   | must be greater than or equal to 0
          /widgets?page=2147483647  | page   | must be less than or equal to 20000000
          /widgets?page=x           | page   | must be a whole number from -2147483648 to 2147483647
          /widgets?size=0           | size   | must be greater than or equal to 1
          /widgets?size=101         | size   | must be less than or equal to 100
          /widgets?colour=GREEN     | colour | must be one of RED, BLUE
          /widgets?other=%00        | other  | must not contain a null character or half a surrogate pair
          /widgets/numbered/x?word=w&tag=t | number | must be a whole number from -9223372036854775808 to 9223372036854775807
          /widgets/numbered/1?tag=t        | word   | must be given
          /widgets/numbered/1?word=w&tag=long | tag | size must be between 0 and 3
          """)
  void namesTheParameterThatCannotBeUsed(String uri, String field, String message) {
    assertInvalid(mvc.get().uri(URI.create(uri)).exchange(), field, message);
  }

  @Test
  void namesTheHeaderThatCannotBeUsed() {
    MvcTestResult answer =
        mvc.post()
            .uri("/widgets")
            .header("Idempotency-Key", "k".repeat(256))
            .contentType(MediaType.APPLICATION_JSON)
            .content(WIDGET)
            .exchange();

    assertInvalid(answer, "Idempotency-Key", "size must be between 1 and 255");
  }

  @Test
  @DisplayName("C11: a change without If-Match is refused")
  void refusesAChangeWithoutAnExpectedVersion() {
    assertProblem(mvc.delete().uri("/widgets/known").exchange(), 428, "precondition-required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2\"", "3", "W/\"3\"", "\"x\"", "\"03\"", "nonsense, \"1\""})
  @DisplayName("C11: a change that builds upon another version is refused")
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
  void hasNoSampleStepsWhereSampleDataIsOff() {
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
