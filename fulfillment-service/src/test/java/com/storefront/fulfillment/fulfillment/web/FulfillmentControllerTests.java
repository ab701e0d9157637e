package com.storefront.fulfillment.fulfillment.web;

import static com.storefront.fulfillment.fulfillment.TestFulfillments.ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verifyNoInteractions;

import com.storefront.events.OrderStatusType;
import com.storefront.fulfillment.fulfillment.Fulfillment;
import com.storefront.fulfillment.fulfillment.FulfillmentManagement;
import com.storefront.fulfillment.fulfillment.TestFulfillments;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(FulfillmentController.class)
@Import(FulfillmentLinks.class)
class FulfillmentControllerTests {

  @Autowired MockMvcTester mvc;
  @MockitoBean FulfillmentManagement management;

  @Test
  void showsAnOrderAsThe2021DemoDid() {
    given(management.fulfillment(ORDER)).willReturn(TestFulfillments.shipped());

    assertThat(get("/fulfillments/" + ORDER))
        .hasStatusOk()
        .hasHeader("ETag", "\"3\"")
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"id":"402e00cf-a12a-4e6a-89f2-7c467b2b1189","timestamp":1795168860000,
             "name":{"title":"Mr.","firstName":"John","middleName":"S.","lastName":"Doe","suffix":"Jr."},
             "contact":{"primaryPhone":"555-666-7777","secondaryPhone":"555-444-9898","email":"john.doe@internet.com"},
             "address":{"type":"SHIPPING","description":"My home address","address1":"123 Oak Street","address2":null,"city":"Sunrise","state":"CA","postalCode":"12345-6789"},
             "order":{"guid":"402e00cf-a12a-4e6a-89f2-7c467b2b1189",
               "orderStatusEvents":[
                 {"timestamp":1795168800000,"orderStatusType":"CREATED","note":null},
                 {"timestamp":1795168860000,"orderStatusType":"APPROVED","note":null},
                 {"timestamp":1795172460000,"orderStatusType":"PROCESSING","note":null},
                 {"timestamp":1795172460000,"orderStatusType":"SHIPPED","note":null}],
               "orderItems":[{"product":{"guid":"b5efd4a0-4eb9-4ad0-bc9e-2f5542cbe897","title":"Blue Widget"},"quantity":4}]},
             "shippingMethod":"UPS",
             "status":"SHIPPED","version":3,"customerId":"6b01064db29f8f4e06d5b478"}
            """);
  }

  @Test
  void showsNoShippingMethodBeforeShipment() {
    given(management.fulfillment(ORDER)).willReturn(TestFulfillments.approved());

    assertThat(get("/fulfillments/" + ORDER))
        .bodyJson()
        .extractingPath("$.shippingMethod")
        .isNull();
  }

  @DisplayName("C9: links lead to what is possible now, and nowhere else")
  @ParameterizedTest
  @CsvSource({
    "APPROVED,   processing cancellation",
    "PROCESSING, shipment hold cancellation",
    "ON_HOLD,    processing release cancellation",
    "SHIPPED,    transit",
    "IN_TRANSIT, receipt",
    "RECEIVED,   return",
    "RETURNED,   ''",
    "CANCELLED,  ''"
  })
  void linksToWhatIsPossibleNow(OrderStatusType status, String commands) {
    given(management.fulfillment(ORDER)).willReturn(TestFulfillments.in(status));

    var links = assertThat(get("/fulfillments/" + ORDER)).bodyJson().extractingPath("$._links");

    var expected = new TreeMap<String, Object>();
    String self = "http://localhost/fulfillments/" + ORDER;
    expected.put("self", Map.of("href", self));
    expected.put("collection", Map.of("href", "http://localhost/fulfillments"));
    expected.put("order", Map.of("href", "http://localhost/orders/orders/" + ORDER));
    for (String command : commands.isEmpty() ? Set.<String>of() : Set.of(commands.split(" "))) {
      expected.put(command, Map.of("href", self + "/" + command));
    }
    links.isEqualTo(expected);
  }

  @Test
  void isNotSentAgainToWhoHasIt() {
    given(management.fulfillment(ORDER)).willReturn(TestFulfillments.approved());

    assertThat(mvc.get().uri("/fulfillments/" + ORDER).header("If-None-Match", "\"1\""))
        .hasStatus(HttpStatus.NOT_MODIFIED);
  }

  @DisplayName("E1: the collection is paged")
  @Test
  void showsAPage() {
    Pageable second = PageRequest.of(1, 2);
    given(management.page(OrderStatusType.SHIPPED, second))
        .willReturn(new PageImpl<>(List.of(TestFulfillments.shipped()), second, 5));

    var json =
        assertThat(get("/fulfillments?status=SHIPPED&page=1&size=2")).hasStatusOk().bodyJson();

    json.extractingPath("$._embedded.fulfillments[0].id").isEqualTo(ORDER);
    json.extractingPath("$._embedded.fulfillments[0]._links.transit.href")
        .isEqualTo("http://localhost/fulfillments/%s/transit".formatted(ORDER));
    json.extractingPath("$.page")
        .isEqualTo(Map.of("size", 2, "totalElements", 5, "totalPages", 3, "number", 1));
    String filtered = "http://localhost/fulfillments?status=SHIPPED";
    json.extractingPath("$._links")
        .isEqualTo(
            Map.of(
                "self", Map.of("href", filtered + "&page=1&size=2"),
                "first", Map.of("href", filtered + "&page=0&size=2"),
                "prev", Map.of("href", filtered + "&page=0&size=2"),
                "next", Map.of("href", filtered + "&page=2&size=2"),
                "last", Map.of("href", filtered + "&page=2&size=2")));
  }

  @Test
  void showsTheFirstTwentyOfAllByDefault() {
    Pageable first = PageRequest.of(0, 20);
    given(management.page(null, first)).willReturn(new PageImpl<>(List.of(), first, 0));

    var json = assertThat(get("/fulfillments")).hasStatusOk().bodyJson();

    json.extractingPath("$.page.totalElements").isEqualTo(0);
    json.extractingPath("$._embedded.fulfillments").asArray().isEmpty();
    json.extractingPath("$._links").asMap().containsOnlyKeys("self", "first", "last");
  }

  @DisplayName("E1: nobody gets everything at once")
  @ParameterizedTest
  @ValueSource(strings = {"size=101", "size=0", "page=-1", "status=LOST", "page=x"})
  void rejectsAnImpossiblePage(String query) {
    MvcTestResult answer = get("/fulfillments?" + query);

    assertThat(answer)
        .hasStatus(HttpStatus.BAD_REQUEST)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    verifyNoInteractions(management);
  }

  @DisplayName("E1: the summary is bounded")
  @Test
  void sumsUpTheFirstHundred() {
    List<Fulfillment> hundred = Collections.nCopies(100, TestFulfillments.approved());
    given(management.first(anyInt())).willReturn(List.of());
    given(management.first(100)).willReturn(hundred);

    var json = assertThat(get("/fulfillments/summary")).hasStatusOk().bodyJson();

    json.extractingPath("$").asMap().containsOnlyKeys("fulfillments");
    json.extractingPath("$.fulfillments.length()").isEqualTo(100);
    json.extractingPath("$.fulfillments[0].id").isEqualTo(ORDER);
  }

  @Test
  void tellsThatAnOrderNeverCame() {
    given(management.fulfillment(any())).willThrow(TestFulfillments.notFound(ORDER));

    var json =
        assertThat(get("/fulfillments/" + ORDER))
            .hasStatus(HttpStatus.NOT_FOUND)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson();

    json.extractingPath("$.type").isEqualTo("urn:storefront:problem:fulfillment-not-found");
    json.extractingPath("$.detail").asString().contains(ORDER);
  }

  @DisplayName("C8: fulfillments can't be written, only commanded")
  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void isReadOnly(String verb) {
    String path = verb.equals("POST") ? "/fulfillments" : "/fulfillments/" + ORDER;

    assertThat(
            mvc.method(HttpMethod.valueOf(verb))
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"status\":\"RECEIVED\"}"))
        .hasStatus(HttpStatus.METHOD_NOT_ALLOWED)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    verifyNoInteractions(management);
  }

  private MvcTestResult get(String uri) {
    return mvc.get().uri(uri).exchange();
  }
}
