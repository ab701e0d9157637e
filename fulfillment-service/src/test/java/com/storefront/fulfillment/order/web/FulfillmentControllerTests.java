package com.storefront.fulfillment.order.web;

import static com.storefront.fulfillment.order.TestFulfillments.NOW;
import static com.storefront.fulfillment.order.TestFulfillments.ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verifyNoInteractions;

import com.storefront.events.order.OrderStatusType;
import com.storefront.fulfillment.carrier.Carrier;
import com.storefront.fulfillment.carrier.ShippingMethod;
import com.storefront.fulfillment.order.Fulfillment;
import com.storefront.fulfillment.order.FulfillmentQueries.Filter;
import com.storefront.fulfillment.order.Fulfillments;
import com.storefront.fulfillment.order.TestFulfillments;
import com.storefront.messaging.query.Keyset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.Window;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(FulfillmentController.class)
@Import(FulfillmentModelAssembler.class)
class FulfillmentControllerTests {

  @Autowired MockMvcTester mvc;
  @MockitoBean Fulfillments fulfillments;
  @MockitoBean Carrier carrier;

  @Test
  void showsAFulfillmentInTheShapeOf2021() {
    given(fulfillments.findById(ORDER)).willReturn(Optional.of(TestFulfillments.shipped()));

    assertThat(get("/fulfillments/" + ORDER))
        .hasStatusOk()
        .hasHeader("ETag", "\"3\"")
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"id":"402e00cf-a12a-4e6a-89f2-7c467b2b1189","timestamp":1795168860000,
             "name":{"title":"Mr.","firstName":"John","middleName":"S.","lastName":"Doe","suffix":"Jr."},
             "contact":{"primaryPhone":"555-666-7777","secondaryPhone":"555-444-9898","email":"john.doe@internet.com"},
             "address":{"type":"SHIPPING","description":"My home address","address1":"123 Oak Street","address2":null,"city":"Sunrise","state":"CA","postalCode":"12345-6789","country":"US"},
             "order":{"guid":"402e00cf-a12a-4e6a-89f2-7c467b2b1189",
               "orderStatusEvents":[
                 {"timestamp":1795168800000,"orderStatusType":"CREATED","note":null,"actor":"john"},
                 {"timestamp":1795168860000,"orderStatusType":"APPROVED","note":null,"actor":"alice"},
                 {"timestamp":1795172460000,"orderStatusType":"PROCESSING","note":null,"actor":"bob"},
                 {"timestamp":1795172460000,"orderStatusType":"SHIPPED","note":null,"actor":"bob"}],
               "orderItems":[{"product":{"guid":"b5efd4a0-4eb9-4ad0-bc9e-2f5542cbe897","title":"Blue Widget"},"quantity":4}]},
             "shippingMethod":"UPS","carrier":"UPS","trackingNumber":"1Z9999W99999999999",
             "status":"SHIPPED","version":3,"customerId":"6b01064db29f8f4e06d5b478"}
            """);
  }

  @Test
  void showsNoShipmentBeforeIt() {
    given(fulfillments.findById(ORDER)).willReturn(Optional.of(TestFulfillments.approved()));

    var json = assertThat(get("/fulfillments/" + ORDER)).bodyJson();

    for (String field : List.of("shippingMethod", "carrier", "trackingNumber")) {
      json.extractingPath("$." + field).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "APPROVED,   processing cancellation",
    "PROCESSING, shipment hold cancellation",
    "ON_HOLD,    processing release cancellation",
    "SHIPPED,    transit loss return-to-sender",
    "IN_TRANSIT, receipt loss return-to-sender",
    "LOST,       receipt return-to-sender",
    "RECEIVED,   return",
    "RETURNED,   ''",
    "RETURNED_TO_SENDER, ''",
    "CANCELLED,  ''"
  })
  void linksToTheCommandsThatTheStatusAllows(OrderStatusType status, String commands) {
    given(fulfillments.findById(ORDER)).willReturn(Optional.of(TestFulfillments.in(status)));

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
  void answersNotModifiedForTheSameVersion() {
    given(fulfillments.findById(ORDER)).willReturn(Optional.of(TestFulfillments.approved()));

    assertThat(mvc.get().uri("/fulfillments/" + ORDER).header("If-None-Match", "\"1\""))
        .hasStatus(HttpStatus.NOT_MODIFIED);
  }

  @Test
  void showsAPage() {
    Pageable second = PageRequest.of(1, 2, Fulfillments.NEWEST_FIRST);
    given(
            fulfillments.findPage(
                new Filter(
                    Set.of(OrderStatusType.SHIPPED), "c", ShippingMethod.UPS, "dhl", true, true),
                second))
        .willReturn(new PageImpl<>(List.of(TestFulfillments.shipped()), second, 5));

    String query =
        "status=SHIPPED&customerId=c&shippingMethod=UPS&carrier=dhl&heldTooLong=true&stuck=true";
    var json =
        assertThat(get("/fulfillments?" + query + "&page=1&size=2")).hasStatusOk().bodyJson();

    json.extractingPath("$._embedded.fulfillments[0].id").isEqualTo(ORDER);
    json.extractingPath("$._embedded.fulfillments[0]._links.transit.href")
        .isEqualTo("http://localhost/fulfillments/%s/transit".formatted(ORDER));
    json.extractingPath("$.page")
        .isEqualTo(Map.of("size", 2, "totalElements", 5, "totalPages", 3, "number", 1));
    String filtered = "http://localhost/fulfillments?" + query;
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
  void showsTwentyOnTheFirstPageByDefault() {
    Pageable first = PageRequest.of(0, 20, Fulfillments.NEWEST_FIRST);
    given(fulfillments.findPage(new Filter(null, null, null, null, false, false), first))
        .willReturn(new PageImpl<>(List.of(), first, 0));

    var json = assertThat(get("/fulfillments")).hasStatusOk().bodyJson();

    json.extractingPath("$.page.totalElements").isEqualTo(0);
    json.extractingPath("$._embedded.fulfillments").asArray().isEmpty();
    json.extractingPath("$._links").asMap().containsOnlyKeys("self", "first", "last");
  }

  @Test
  void pagesByCursorWithoutTotals() {
    var oldestFirst = new Keyset(Fulfillments.NEWEST_FIRST.reverse(), Map.of(), 20);
    given(fulfillments.findWindow(new Filter(null, null, null, null, false, false), oldestFirst))
        .willReturn(
            Window.from(
                List.of(TestFulfillments.shipped()),
                index ->
                    ScrollPosition.forward(new TreeMap<>(Map.of("requestedAt", NOW, "id", ORDER))),
                true));

    var json = assertThat(get("/fulfillments?sort=requestedAt,asc&cursor=")).bodyJson();

    json.extractingPath("$._embedded.fulfillments[0].id").isEqualTo(ORDER);
    json.extractingPath("$._links").asMap().containsOnlyKeys("self", "first", "next");
    json.doesNotHavePath("$.page");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size=101",
        "size=0",
        "page=-1",
        "status=STOLEN",
        "page=x",
        "sort=id",
        "shippingMethod=DHL",
        "carrier=",
        "cursor=x",
        "cursor=&page=0"
      })
  void rejectsInvalidPageParameters(String query) {
    MvcTestResult answer = get("/fulfillments?" + query);

    assertThat(answer)
        .hasStatus(HttpStatus.BAD_REQUEST)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    verifyNoInteractions(fulfillments);
  }

  @Test
  void listsTheFirstHundred() {
    List<Fulfillment> hundred = Collections.nCopies(100, TestFulfillments.approved());
    given(fulfillments.findByOrderById(Limit.of(100))).willReturn(hundred);

    var json = assertThat(get("/fulfillments/summary")).hasStatusOk().bodyJson();

    json.extractingPath("$").asMap().containsOnlyKeys("fulfillments");
    json.extractingPath("$.fulfillments.length()").isEqualTo(100);
    json.extractingPath("$.fulfillments[0].id").isEqualTo(ORDER);
  }

  @Test
  void answersNotFoundForAnUnknownOrder() {
    var json =
        assertThat(get("/fulfillments/" + ORDER))
            .hasStatus(HttpStatus.NOT_FOUND)
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
            .bodyJson();

    json.extractingPath("$.type").isEqualTo("urn:storefront:problem:fulfillment-not-found");
    json.extractingPath("$.detail").asString().contains(ORDER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void rejectsWritesOtherThanCommands(String verb) {
    String path = verb.equals("POST") ? "/fulfillments" : "/fulfillments/" + ORDER;

    assertThat(
            mvc.method(HttpMethod.valueOf(verb))
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"status\":\"RECEIVED\"}"))
        .hasStatus(HttpStatus.METHOD_NOT_ALLOWED)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    verifyNoInteractions(fulfillments);
  }

  private MvcTestResult get(String uri) {
    return mvc.get().uri(uri).exchange();
  }
}
