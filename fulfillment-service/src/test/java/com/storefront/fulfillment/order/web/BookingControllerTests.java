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
import com.storefront.fulfillment.carrier.Carrier;
import com.storefront.fulfillment.order.Fulfillment;
import com.storefront.fulfillment.order.FulfillmentManagement;
import com.storefront.fulfillment.order.TestFulfillments;
import com.storefront.fulfillment.order.Transition;
import com.storefront.messaging.aggregate.ExpectedVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

@WebMvcTest(BookingController.class)
@Import(FulfillmentModelAssembler.class)
class BookingControllerTests {

  private static final String BOOKING = "{\"carrier\":\"UPS\",\"note\":\"fragile\"}";

  @Autowired MockMvcTester mvc;
  @Autowired FulfillmentModelAssembler models;
  @MockitoBean FulfillmentManagement management;
  @MockitoBean Carrier carrier;

  @BeforeEach
  void configureAnEndpoint() {
    given(carrier.isConfigured()).willReturn(true);
  }

  @AfterEach
  void resetRequest() {
    RequestContextHolder.resetRequestAttributes();
  }

  @Test
  void showsTheBookingOfAnOrderThatIsStillProcessed() {
    stored(TestFulfillments.processing());

    MvcTestResult answer = post("booking", BOOKING);

    assertThat(answer).hasStatusOk().hasHeader("ETag", "\"3\"");
    assertThat(answer).bodyJson().extractingPath("$.status").isEqualTo("PROCESSING");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.booking")
        .asMap()
        .containsEntry("carrier", "UPS")
        .containsEntry("actor", "anonymous")
        .containsEntry("attempts", 0)
        .containsEntry("nextAttemptAt", NOW.toString())
        .containsEntry("lastError", null)
        .containsEntry("stuckSince", null);
    assertThat(answer).bodyJson().extractingPath("$._links.retry-booking.href").isNotNull();
    assertThat(answer).bodyJson().extractingPath("$._links.skip-booking.href").isNotNull();
    assertThat(answer).bodyJson().doesNotHavePath("$._links.booking");
  }

  @Test
  void showsWhoDidWhatWithABookingAndWhy() {
    stored(TestFulfillments.processing());
    post("booking", BOOKING);

    assertThat(mvc.post().uri(uri("retry-booking")).header("If-Match", "*")).hasStatusOk();
    MvcTestResult answer = post("skip-booking", "{\"note\":\"booked by phone\"}");

    assertThat(answer).hasStatusOk().bodyJson().extractingPath("$.booking").isNull();
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.bookingSteps[*].action")
        .asArray()
        .containsExactly("REQUESTED", "RETRIED", "SKIPPED");
    assertThat(answer).bodyJson().extractingPath("$.bookingSteps[2].actor").isEqualTo("anonymous");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.bookingSteps[2].note")
        .isEqualTo("booked by phone");
    assertThat(answer).bodyJson().extractingPath("$._links.booking.href").isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"PROCESSING, hold", "ON_HOLD, release"})
  void linksABookingOnlyWhileTheOrderIsProcessed(OrderStatusType status, String next) {
    Fulfillment fulfillment = TestFulfillments.in(status);
    RequestContextHolder.setRequestAttributes(
        new ServletRequestAttributes(new MockHttpServletRequest()));

    var links = models.toModel(fulfillment).getLinks();

    assertThat(links.hasLink(next)).isTrue();
    assertThat(links.hasLink("booking")).isEqualTo(status == OrderStatusType.PROCESSING);
    given(carrier.isConfigured()).willReturn(false);
    assertThat(models.toModel(fulfillment).getLink("booking")).isEmpty();
  }

  @Test
  void refusesABookingWithoutAnEndpoint() {
    given(carrier.isConfigured()).willReturn(false);

    MvcTestResult answer = post("booking", BOOKING);

    assertProblem(answer, HttpStatus.CONFLICT, "booking-not-allowed");
    assertThat(answer).bodyText().contains("storefront.fulfillment.carrier.url");
    verifyNoInteractions(management);
  }

  @Test
  void refusesASecondBooking() {
    stored(TestFulfillments.processing());
    post("booking", BOOKING);

    assertProblem(post("booking", BOOKING), HttpStatus.CONFLICT, "booking-not-allowed");
  }

  @ParameterizedTest
  @CsvSource({"retry-booking, {}", "skip-booking, '{\"note\":\"no\"}'"})
  void refusesToChangeABookingThatIsNotOpen(String command, String body) {
    stored(TestFulfillments.processing());

    assertProblem(post(command, body), HttpStatus.CONFLICT, "booking-not-allowed");
  }

  @Test
  void refusesABookingOfAnOrderThatIsNotProcessed() {
    stored(TestFulfillments.shipped());

    assertProblem(post("booking", BOOKING), HttpStatus.CONFLICT, "illegal-status-change");
  }

  @ParameterizedTest
  @CsvSource({
    "booking,       {},                         carrier",
    "booking,       '{\"carrier\":\" UPS\"}',   carrier",
    "booking,       '{\"carrier\":\"\"}',       carrier",
    "skip-booking,  {},                         note",
    "skip-booking,  '{\"note\":\" \"}',         note",
    "retry-booking, '{\"note\":\"a\\nb\"}',     note"
  })
  void rejectsAnInvalidBody(String command, String body, String field) {
    MvcTestResult answer = post(command, body);

    assertProblem(answer, HttpStatus.BAD_REQUEST, "validation-failed");
    assertThat(answer).bodyJson().extractingPath("$.errors[0].field").isEqualTo(field);
    verifyNoInteractions(management);
  }

  @ParameterizedTest
  @ValueSource(strings = {"booking", "retry-booking", "skip-booking"})
  void requiresIfMatch(String command) {
    assertProblem(
        mvc.post()
            .uri(uri(command))
            .contentType(MediaType.APPLICATION_JSON)
            .content(command.equals("booking") ? BOOKING : "{\"note\":\"no\"}")
            .exchange(),
        HttpStatus.PRECONDITION_REQUIRED,
        "precondition-required");
    verifyNoInteractions(management);
  }

  /** Changes this fulfillment as the management does, without a database. */
  private void stored(Fulfillment fulfillment) {
    given(management.change(eq(ORDER), any(), any(), any(), any()))
        .willAnswer(
            call -> {
              call.getArgument(1, ExpectedVersion.class).check(fulfillment.version());
              call.getArgument(4, Transition.class)
                  .apply(fulfillment, NOW, call.getArgument(2), call.getArgument(3));
              return saved(fulfillment);
            });
  }

  private MvcTestResult post(String command, String body) {
    return mvc.post()
        .uri(uri(command))
        .header("If-Match", "*")
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
