package com.storefront.fulfillment.order.web;

import static com.storefront.fulfillment.order.TestFulfillments.NOW;
import static com.storefront.fulfillment.order.TestFulfillments.ORDER;
import static com.storefront.test.SavedAggregates.saved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verifyNoInteractions;

import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Shipment;
import com.storefront.fulfillment.carrier.Carrier;
import com.storefront.fulfillment.carrier.ShippingMethod;
import com.storefront.fulfillment.order.Fulfillment;
import com.storefront.fulfillment.order.FulfillmentManagement;
import com.storefront.fulfillment.order.FulfillmentNotFound;
import com.storefront.fulfillment.order.StatusChange;
import com.storefront.fulfillment.order.TestFulfillments;
import com.storefront.fulfillment.order.Transition;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.messaging.aggregate.OutboxFull;
import com.storefront.messaging.aggregate.StaleVersion;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(FulfillmentCommandsController.class)
@Import(FulfillmentModelAssembler.class)
class FulfillmentCommandsControllerTests {

  private static final String UPS = "{\"shippingMethod\":\"UPS\"}";

  @Autowired MockMvcTester mvc;
  @MockitoBean FulfillmentManagement management;
  @MockitoBean Carrier carrier;

  @ParameterizedTest
  @CsvSource({
    "APPROVED,   processing,   PROCESSING",
    "ON_HOLD,    processing,   PROCESSING",
    "SHIPPED,    transit,      IN_TRANSIT",
    "IN_TRANSIT, receipt,      RECEIVED",
    "PROCESSING, hold,         ON_HOLD",
    "ON_HOLD,    release,      PROCESSING",
    "APPROVED,   cancellation, CANCELLED",
    "RECEIVED,   return,       RETURNED",
    "SHIPPED,    loss,         LOST",
    "IN_TRANSIT, loss,         LOST",
    "LOST,       receipt,      RECEIVED",
    "IN_TRANSIT, return-to-sender, RETURNED_TO_SENDER",
    "LOST,       return-to-sender, RETURNED_TO_SENDER"
  })
  void changesTheStatus(OrderStatusType from, String command, OrderStatusType to) {
    Fulfillment fulfillment = stored(TestFulfillments.in(from));
    String version = "\"" + fulfillment.version() + "\"";

    MvcTestResult answer = post(command, version, "{\"note\":\"Items out of stock\"}");

    assertThat(answer)
        .hasStatusOk()
        .hasHeader("ETag", "\"" + fulfillment.version() + "\"")
        .bodyJson()
        .extractingPath("$.status")
        .isEqualTo(to.name());
    assertThat(newest(fulfillment).note()).isEqualTo("Items out of stock");
    assertThat(newest(fulfillment).actor()).isEqualTo("anonymous");
  }

  @Test
  void recordsWhoMadeTheChange() {
    Fulfillment fulfillment = stored(TestFulfillments.shipped());

    assertThat(mvc.post().uri(uri("loss")).header("If-Match", "*").principal(() -> "alice\n"))
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$.order.orderStatusEvents[4].actor")
        .isEqualTo("alice\\u000A");
    assertThat(newest(fulfillment).status()).isEqualTo(OrderStatusType.LOST);
  }

  @Test
  void needsNoBody() {
    Fulfillment fulfillment = stored(TestFulfillments.processing());

    assertThat(mvc.post().uri(uri("hold")).header("If-Match", "*")).hasStatusOk();
    assertThat(post("release", "*", "{}")).hasStatusOk();
    assertThat(newest(fulfillment).note()).isNull();
  }

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
        "return",
        "loss",
        "return-to-sender"
      })
  void requiresIfMatch(String command) {
    MvcTestResult answer =
        mvc.post()
            .uri(uri(command))
            .contentType(MediaType.APPLICATION_JSON)
            .content(UPS)
            .exchange();

    assertProblem(answer, HttpStatus.PRECONDITION_REQUIRED, "precondition-required");
    verifyNoInteractions(management);
  }

  @ParameterizedTest
  @ValueSource(strings = {"processing", "shipment", "transit", "receipt", "return", "loss"})
  void refusesGet(String command) {
    assertThat(mvc.get().uri(uri(command)).header("If-Match", "*"))
        .hasStatus(HttpStatus.METHOD_NOT_ALLOWED);
    verifyNoInteractions(management);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "W/\"2\"", "\"x\""})
  void rejectsAnotherVersion(String ifMatch) {
    stored(TestFulfillments.processing());

    MvcTestResult answer = post("hold", ifMatch, "{}");

    assertProblem(answer, HttpStatus.PRECONDITION_FAILED, "precondition-failed");
  }

  @Test
  void rejectsAChangeThatLostARace() {
    given(management.change(any(), any(), any(), any(), any()))
        .willThrow(new StaleVersion(ORDER, 3));

    assertProblem(post("hold", "*", "{}"), HttpStatus.PRECONDITION_FAILED, "precondition-failed");
  }

  @Test
  void namesAndLinksTheStepsThatAreAllowed() {
    stored(TestFulfillments.approved());

    MvcTestResult answer = post("hold", "*", "{}");

    assertProblem(answer, HttpStatus.CONFLICT, "illegal-status-change");
    assertThat(answer).bodyJson().extractingPath("$.orderStatus").isEqualTo("APPROVED");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.detail")
        .asString()
        .endsWith("cannot become ON_HOLD by this step. Allowed next: CANCELLED, PROCESSING.");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$._links")
        .isEqualTo(
            Map.of(
                "processing", Map.of("href", "http://localhost" + uri("processing")),
                "cancellation", Map.of("href", "http://localhost" + uri("cancellation"))));
  }

  @Test
  void namesAndLinksTheOutcomesOfAParcelInTransit() {
    stored(TestFulfillments.in(OrderStatusType.IN_TRANSIT));

    MvcTestResult answer = post("cancellation", "*", "{}");

    assertProblem(answer, HttpStatus.CONFLICT, "illegal-status-change");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.detail")
        .asString()
        .endsWith("Allowed next: RECEIVED, LOST, RETURNED_TO_SENDER.");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$._links")
        .asMap()
        .containsOnlyKeys("receipt", "loss", "return-to-sender");
  }

  @Test
  void rejectsAChangeBeyondTheLimitOfTheHistory() {
    given(management.change(any(), any(), any(), any(), any()))
        .willThrow(TestFulfillments.historyLimitExceeded());

    assertProblem(post("hold", "*", "{}"), HttpStatus.CONFLICT, "history-full");
  }

  @Test
  void answersNotFoundForAnUnknownOrder() {
    given(management.change(any(), any(), any(), any(), any()))
        .willThrow(new FulfillmentNotFound(ORDER));

    assertProblem(post("hold", "*", "{}"), HttpStatus.NOT_FOUND, "fulfillment-not-found");
  }

  @Test
  void asksToRetryWhileTheOutboxIsFull() {
    given(management.change(any(), any(), any(), any(), any()))
        .willThrow(new OutboxFull(ORDER, 64));

    assertThat(post("hold", "*", "{}"))
        .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
        .containsHeader("Retry-After");
  }

  @ParameterizedTest
  @EnumSource(ShippingMethod.class)
  void shipsByEveryMethod(ShippingMethod method) {
    Fulfillment fulfillment = stored(TestFulfillments.processing());

    assertThat(
            post(
                "shipment",
                "\"2\"",
                "{\"shippingMethod\":\"%s\",\"note\":\"Leave here\"}".formatted(method)))
        .hasStatusOk();

    assertThat(fulfillment.shippingMethod()).isEqualTo(method);
    assertThat(fulfillment.shipment()).isEqualTo(new Shipment(method.name(), null));
    assertThat(newest(fulfillment).note()).isEqualTo("Leave here");
  }

  @Test
  void shipsWithAnyCarrierAndATrackingNumber() {
    Fulfillment fulfillment = stored(TestFulfillments.processing());

    MvcTestResult answer =
        post("shipment", "*", "{\"carrier\":\"日本郵便\",\"trackingNumber\":\"RB 123 456 785 JP\"}");

    assertThat(answer).hasStatusOk();
    assertThat(answer).bodyJson().extractingPath("$.carrier").isEqualTo("日本郵便");
    assertThat(answer).bodyJson().extractingPath("$.trackingNumber").isEqualTo("RB 123 456 785 JP");
    assertThat(fulfillment.shippingMethod()).isNull();
    assertThat(fulfillment.shipment()).isEqualTo(new Shipment("日本郵便", "RB 123 456 785 JP"));
  }

  @ParameterizedTest
  @CsvSource({
    "carrier,        ''",
    "carrier,        ' UPS'",
    "carrier,        U\\u0007PS",
    "carrier,        x*51",
    "trackingNumber, ''",
    "trackingNumber, ' 1'",
    "trackingNumber, 1<script>",
    "trackingNumber, 1*51"
  })
  void rejectsACarrierOrATrackingNumberThatIsNotShortPlainText(String field, String value) {
    String text = value.endsWith("*51") ? value.substring(0, 1).repeat(51) : value;

    MvcTestResult answer =
        post("shipment", "*", "{\"shippingMethod\":\"UPS\",\"%s\":\"%s\"}".formatted(field, text));

    assertProblem(answer, HttpStatus.BAD_REQUEST, "validation-failed");
    assertThat(answer).bodyJson().extractingPath("$.errors[0].field").isEqualTo(field);
    verifyNoInteractions(management);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"shippingMethod\":null}", "{\"trackingNumber\":\"1\"}"})
  void requiresAShippingMethodOrACarrier(String body) {
    MvcTestResult answer = post("shipment", "*", body);

    assertProblem(answer, HttpStatus.BAD_REQUEST, "validation-failed");
    assertThat(answer).bodyJson().extractingPath("$.errors[0].field").isEqualTo("shippingMethod");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.errors[0].message")
        .isEqualTo("must be given unless a carrier is given");
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
  void rejectsAnInvalidShipment(String body) {
    assertThat(post("shipment", "*", body))
        .hasStatus(HttpStatus.BAD_REQUEST)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyText()
        .doesNotContain("com.storefront", "jackson");
    verifyNoInteractions(management);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\u0000b", "a\\nb", "a\\u009fb", "x*501"})
  void rejectsANoteThatIsNotShortPlainText(String note) {
    String text = note.replace("x*501", "x".repeat(501));

    MvcTestResult held = post("hold", "*", "{\"note\":\"%s\"}".formatted(text));
    MvcTestResult shipped =
        post("shipment", "*", "{\"shippingMethod\":\"UPS\",\"note\":\"%s\"}".formatted(text));

    assertProblem(held, HttpStatus.BAD_REQUEST, "validation-failed");
    assertProblem(shipped, HttpStatus.BAD_REQUEST, "validation-failed");
    verifyNoInteractions(management);
  }

  @Test
  void acceptsALongNoteInAnyScript() {
    Fulfillment fulfillment = stored(TestFulfillments.processing());
    String note = "ш😀".repeat(166) + "ab";

    assertThat(note).hasSize(500);
    assertThat(post("hold", "*", "{\"note\":\"%s\"}".formatted(note))).hasStatusOk();
    assertThat(newest(fulfillment).note()).isEqualTo(note);
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

  /** Changes this fulfillment as the management does, without a database. */
  private Fulfillment stored(Fulfillment fulfillment) {
    given(management.change(eq(ORDER), any(), any(), any(), any()))
        .willAnswer(
            call -> {
              call.getArgument(1, ExpectedVersion.class).check(fulfillment.version());
              call.getArgument(4, Transition.class)
                  .apply(fulfillment, NOW, call.getArgument(2), call.getArgument(3));
              return saved(fulfillment);
            });
    return fulfillment;
  }

  private static StatusChange newest(Fulfillment fulfillment) {
    return fulfillment.history().get(fulfillment.history().size() - 1);
  }

  private MvcTestResult post(String command, String ifMatch, String body) {
    return mvc.post()
        .uri(uri(command))
        .header("If-Match", ifMatch)
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  private static String uri(String command) {
    return "/fulfillments/" + ORDER + "/" + command;
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
