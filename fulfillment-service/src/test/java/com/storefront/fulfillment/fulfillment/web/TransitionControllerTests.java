package com.storefront.fulfillment.fulfillment.web;

import static com.storefront.fulfillment.fulfillment.TestFulfillments.ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.verifyNoInteractions;

import com.storefront.fulfillment.fulfillment.Fulfillment;
import com.storefront.fulfillment.fulfillment.FulfillmentManagement;
import com.storefront.fulfillment.fulfillment.ShippingMethod;
import com.storefront.fulfillment.fulfillment.TestFulfillments;
import com.storefront.messaging.outbox.OutboxFull;
import com.storefront.messaging.outbox.StaleVersion;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.stubbing.Answer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(TransitionController.class)
@Import(FulfillmentLinks.class)
class TransitionControllerTests {

  @Autowired MockMvcTester mvc;
  @MockitoBean FulfillmentManagement management;

  @FunctionalInterface
  interface Command {
    Fulfillment on(FulfillmentManagement management, String id, LongConsumer expected, String note);
  }

  static Stream<Arguments> noteCommands() {
    return Stream.of(
        command("processing", (it, id, expected, note) -> it.process(id, expected, note)),
        command("transit", (it, id, expected, note) -> it.putInTransit(id, expected, note)),
        command("receipt", (it, id, expected, note) -> it.receive(id, expected, note)),
        command("hold", (it, id, expected, note) -> it.hold(id, expected, note)),
        command("release", (it, id, expected, note) -> it.release(id, expected, note)),
        command("cancellation", (it, id, expected, note) -> it.cancel(id, expected, note)),
        command("return", (it, id, expected, note) -> it.takeBack(id, expected, note)));
  }

  private static Arguments command(String path, Command command) {
    return Arguments.of(path, command);
  }

  @DisplayName("C9: each order can be moved by itself")
  @ParameterizedTest(name = "{0}")
  @MethodSource("noteCommands")
  void movesOneOrder(String path, Command command) {
    given(command.on(management, eq(ORDER), any(), eq("Items out of stock")))
        .willAnswer(atVersion(3));

    assertThat(post(path, "\"3\"", "{\"note\":\"Items out of stock\"}"))
        .hasStatusOk()
        .hasHeader("ETag", "\"3\"")
        .bodyJson()
        .extractingPath("$.id")
        .isEqualTo(ORDER);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("noteCommands")
  void needsNoBody(String path, Command command) {
    given(command.on(management, eq(ORDER), any(), eq(null))).willAnswer(atVersion(3));

    assertThat(mvc.post().uri(uri(path)).header("If-Match", "*")).hasStatusOk();
    assertThat(post(path, "*", "{}")).hasStatusOk();
  }

  @DisplayName("C11: a command says which version it builds upon")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "processing",
        "shipment",
        "transit",
        "receipt",
        "hold",
        "release",
        "cancellation",
        "return"
      })
  void needsIfMatch(String path) {
    MvcTestResult answer =
        mvc.post()
            .uri(uri(path))
            .contentType(MediaType.APPLICATION_JSON)
            .content("{\"shippingMethod\":\"UPS\"}")
            .exchange();

    assertProblem(answer, HttpStatus.PRECONDITION_REQUIRED, "precondition-required");
    verifyNoInteractions(management);
  }

  @DisplayName("C1: a command is no GET")
  @ParameterizedTest
  @ValueSource(strings = {"processing", "shipment", "transit", "receipt", "return"})
  void refusesGet(String path) {
    assertThat(mvc.get().uri(uri(path)).header("If-Match", "*"))
        .hasStatus(HttpStatus.METHOD_NOT_ALLOWED);
    verifyNoInteractions(management);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2\"", "W/\"3\"", "3", "\"x\""})
  void rejectsAStaleVersion(String ifMatch) {
    given(management.hold(eq(ORDER), any(), any())).willAnswer(atVersion(3));

    MvcTestResult answer = post("hold", ifMatch, "{}");

    assertProblem(answer, HttpStatus.PRECONDITION_FAILED, "precondition-failed");
  }

  @Test
  void tellsThatSomebodyElseWasQuicker() {
    given(management.hold(eq(ORDER), any(), any())).willThrow(new StaleVersion(ORDER, 3));

    assertProblem(post("hold", "*", "{}"), HttpStatus.PRECONDITION_FAILED, "precondition-failed");
  }

  @DisplayName("B8: an illegal move is a conflict")
  @Test
  void tellsThatAMoveIsIllegal() {
    given(management.hold(eq(ORDER), any(), any())).willThrow(TestFulfillments.illegalHold());

    MvcTestResult answer = post("hold", "*", "{}");

    assertProblem(answer, HttpStatus.CONFLICT, "illegal-status-change");
    assertThat(answer).bodyJson().extractingPath("$.orderStatus").isEqualTo("APPROVED");
  }

  @Test
  void tellsThatTheHistoryIsFull() {
    given(management.hold(eq(ORDER), any(), any())).willThrow(TestFulfillments.historyFull());

    assertProblem(post("hold", "*", "{}"), HttpStatus.CONFLICT, "history-full");
  }

  @Test
  void tellsThatTheOrderNeverCame() {
    given(management.hold(eq(ORDER), any(), any())).willThrow(TestFulfillments.notFound(ORDER));

    assertProblem(post("hold", "*", "{}"), HttpStatus.NOT_FOUND, "fulfillment-not-found");
  }

  @Test
  void tellsThatTooMuchIsPending() {
    given(management.hold(eq(ORDER), any(), any())).willThrow(new OutboxFull(ORDER, 64));

    assertThat(post("hold", "*", "{}"))
        .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
        .containsHeader("Retry-After");
  }

  @ParameterizedTest
  @EnumSource(ShippingMethod.class)
  void shipsByAnyCarrier(ShippingMethod method) {
    given(management.ship(eq(ORDER), any(), eq(method), eq(null))).willAnswer(atVersion(3));

    assertThat(post("shipment", "\"3\"", "{\"shippingMethod\":\"%s\"}".formatted(method)))
        .hasStatusOk();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"shippingMethod\":null}"})
  void needsAShippingMethod(String body) {
    MvcTestResult answer = post("shipment", "*", body);

    assertProblem(answer, HttpStatus.BAD_REQUEST, "validation-failed");
    assertThat(answer).bodyJson().extractingPath("$.errors[0].field").isEqualTo("shippingMethod");
    verifyNoInteractions(management);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"shippingMethod\":\"ups\"}",
        "{\"shippingMethod\":\"Pigeon\"}",
        "{\"shippingMethod\":2}",
        "[]",
        "{",
        "\"UPS\"",
        "null",
        ""
      })
  void rejectsWhatIsNoShipment(String body) {
    assertThat(post("shipment", "*", body))
        .hasStatus(HttpStatus.BAD_REQUEST)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyText()
        .doesNotContain("com.storefront", "jackson");
    verifyNoInteractions(management);
  }

  @DisplayName("C7: notes are short, plain text")
  @ParameterizedTest
  @ValueSource(strings = {"a\\u0000b", "a\\nb", "a\\u009fb", "\\ud800", "x*501"})
  void rejectsAStrangeNote(String note) {
    String text = note.replace("x*501", "x".repeat(501));

    MvcTestResult onHold = post("hold", "*", "{\"note\":\"%s\"}".formatted(text));
    MvcTestResult shipped =
        post("shipment", "*", "{\"shippingMethod\":\"UPS\",\"note\":\"%s\"}".formatted(text));

    assertProblem(onHold, HttpStatus.BAD_REQUEST, "validation-failed");
    assertProblem(shipped, HttpStatus.BAD_REQUEST, "validation-failed");
    verifyNoInteractions(management);
  }

  @Test
  void takesALongNoteInAnyScript() {
    String note = "ш😀".repeat(166) + "ab";
    given(management.hold(eq(ORDER), any(), eq(note))).willAnswer(atVersion(3));

    assertThat(note).hasSize(500);
    assertThat(post("hold", "*", "{\"note\":\"%s\"}".formatted(note))).hasStatusOk();
    then(management).should().hold(eq(ORDER), any(), eq(note));
  }

  @Test
  void rejectsAnotherMediaType() {
    assertThat(
            mvc.post()
                .uri(uri("hold"))
                .header("If-Match", "*")
                .contentType(MediaType.APPLICATION_XML)
                .content("<note/>"))
        .hasStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  private static Answer<Fulfillment> atVersion(long version) {
    return call -> {
      call.getArgument(1, LongConsumer.class).accept(version);
      return TestFulfillments.shipped();
    };
  }

  private MvcTestResult post(String path, String ifMatch, String body) {
    return mvc.post()
        .uri(uri(path))
        .header("If-Match", ifMatch)
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  private static String uri(String path) {
    return "/fulfillments/" + ORDER + "/" + path;
  }

  private static void assertProblem(MvcTestResult answer, HttpStatus status, String name) {
    assertThat(answer)
        .hasStatus(status)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyJson()
        .extractingPath("$.type")
        .isEqualTo("urn:storefront:problem:" + name);
  }
}
