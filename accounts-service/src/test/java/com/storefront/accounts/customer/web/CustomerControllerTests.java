package com.storefront.accounts.customer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verifyNoInteractions;

import com.storefront.accounts.customer.Customer;
import com.storefront.accounts.customer.CustomerDetails;
import com.storefront.accounts.customer.CustomerFilter;
import com.storefront.accounts.customer.CustomerManagement;
import com.storefront.accounts.customer.TestCustomers;
import com.storefront.messaging.outbox.IdempotencyKey;
import com.storefront.messaging.outbox.IdempotencyKeyReused;
import com.storefront.messaging.outbox.StaleVersion;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(CustomerController.class)
@Import({CustomerModels.class, MergePatch.class})
class CustomerControllerTests {

  private static final String UNKNOWN = "6b01064db29f8f4e06d5b478";

  @Autowired MockMvcTester mvc;
  @MockitoBean CustomerManagement customers;

  private final Customer john = TestCustomers.saved();
  private CustomerDetails replacement;

  @Test
  @DisplayName("D1: shows a customer as the 2021 demo did, but for the card number")
  void showsACustomer() {
    given(customers.find(john.id())).willReturn(john);

    MvcTestResult answer = mvc.get().uri("/customers/" + john.id()).exchange();

    assertThat(answer).hasStatusOk().hasHeader("ETag", "\"1\"");
    assertThat(answer)
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"id":"%1$s",
             "name":{"title":"Mr.","firstName":"John","middleName":"S.","lastName":"Doe","suffix":"Jr."},
             "contact":{"primaryPhone":"555-666-7777","secondaryPhone":"555-444-9898","email":"john.doe@internet.com"},
             "addresses":[
               {"type":"BILLING","description":"My cc billing address","address1":"123 Oak Street","address2":null,"city":"Sunrise","state":"CA","postalCode":"12345-6789"},
               {"type":"SHIPPING","description":"My home address","address1":"123 Oak Street","address2":null,"city":"Sunrise","state":"CA","postalCode":"12345-6789"}],
             "creditCards":[{"type":"PRIMARY","description":"VISA","brand":"Visa","last4":"1111","expiration":"6/29","nameOnCard":"John S. Doe"}],
             "version":1,
             "_links":{
               "self":{"href":"http://localhost/customers/%1$s"},
               "collection":{"href":"http://localhost/customers"},
               "orders":{"href":"http://localhost/orders/customers/%1$s"}}}
            """
                .formatted(john.id()));
  }

  @Test
  @DisplayName("C11: answers 304 to who has the version already")
  void answersNotModified() {
    given(customers.find(john.id())).willReturn(john);

    assertThat(mvc.get().uri("/customers/" + john.id()).header("If-None-Match", "\"1\""))
        .hasStatus(304);
  }

  @Test
  void pages() {
    given(customers.page(new CustomerFilter(null, "doe"), PageRequest.of(1, 5)))
        .willReturn(new PageImpl<>(List.of(john), PageRequest.of(1, 5), 11));

    MvcTestResult answer = mvc.get().uri("/customers?lastName=doe&page=1&size=5").exchange();

    assertThat(answer).hasStatusOk();
    assertThat(answer)
        .bodyJson()
        .extractingPath("$._embedded.customers[0].id")
        .isEqualTo(john.id());
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.page")
        .isEqualTo(Map.of("size", 5, "number", 1, "totalElements", 11, "totalPages", 3));
    String filtered = "http://localhost/customers?lastName=doe";
    assertThat(answer)
        .bodyJson()
        .extractingPath("$._links")
        .isEqualTo(
            Map.of(
                "self", Map.of("href", filtered + "&page=1&size=5"),
                "first", Map.of("href", filtered + "&page=0&size=5"),
                "prev", Map.of("href", filtered + "&page=0&size=5"),
                "next", Map.of("href", filtered + "&page=2&size=5"),
                "last", Map.of("href", filtered + "&page=2&size=5")));
  }

  @Test
  void searchesByEMailAndLastName() {
    given(customers.page(any(), any()))
        .willReturn(new PageImpl<>(List.of(), PageRequest.of(0, 20), 0));

    MvcTestResult answer =
        mvc.get().uri("/customers?email=JOHN@internet.com&lastName=doe").exchange();

    assertThat(answer).bodyJson().extractingPath("$._embedded.customers").asArray().isEmpty();
    then(customers)
        .should()
        .page(new CustomerFilter("JOHN@internet.com", "doe"), PageRequest.of(0, 20));
  }

  @ParameterizedTest
  @CsvSource({"size=101,size", "size=0,size", "page=-1,page", "email=,email", "page=x,page"})
  void refusesWhatItCanNotPageBy(String query, String field) {
    refuses(mvc.get().uri("/customers?" + query).exchange(), field);
  }

  @Test
  void showsTheFirstHundredAtAGlance() {
    given(customers.first(100)).willReturn(List.of(john));

    MvcTestResult answer = mvc.get().uri("/customers/summary").exchange();

    assertThat(answer).hasStatusOk().bodyJson().extractingPath("$.customers[0].id").isNotNull();
    assertThat(answer).bodyText().doesNotContain(TestCustomers.VISA, "number", "_links");
  }

  @Test
  void registersACustomer() {
    given(customers.register(any(), any())).willReturn(john);

    MvcTestResult answer = post(TestForms.john()).exchange();

    assertThat(answer)
        .hasStatus(201)
        .hasHeader("ETag", "\"1\"")
        .hasHeader("Location", "http://localhost/customers/" + john.id());
    assertThat(answer).bodyJson().extractingPath("$.contact.email").isNotNull();
    then(customers).should().register(TestCustomers.details(), null);
  }

  @Test
  @DisplayName("C11: names a creation by its Idempotency-Key, and what was asked for by a digest")
  void namesACreation() {
    given(customers.register(any(), any())).willReturn(john);
    ArgumentCaptor<IdempotencyKey> key = ArgumentCaptor.forClass(IdempotencyKey.class);

    assertThat(post(TestForms.john()).header("Idempotency-Key", "k1")).hasStatus(201);
    assertThat(post(TestForms.john())).hasStatus(201);
    assertThat(
            post(TestForms.john().replace("4111 1111 1111 1111", "4111-1111-1111-1111"))
                .header("Idempotency-Key", "k1"))
        .hasStatus(201);
    assertThat(post(TestForms.john().replace("Sunrise", "Sunset")).header("Idempotency-Key", "k1"))
        .hasStatus(201);

    then(customers).should(times(4)).register(any(), key.capture());
    List<IdempotencyKey> keys = key.getAllValues();
    assertThat(keys.get(0).scope()).isEqualTo("create-customer");
    assertThat(keys.get(0).key()).isEqualTo("k1");
    assertThat(keys.get(1)).isNull();
    assertThat(keys.get(2)).isEqualTo(keys.get(0));
    assertThat(keys.get(3).digest()).isNotEqualTo(keys.get(0).digest());
  }

  @Test
  @DisplayName("C11: refuses a key that was used for another request")
  void refusesAReusedKey() {
    given(customers.register(any(), any()))
        .willThrow(new IdempotencyKeyReused(new IdempotencyKey("create-customer", "k1", "d")));

    assertProblem(
        post(TestForms.john()).header("Idempotency-Key", "k1").exchange(),
        422,
        "idempotency-key-reused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "[]", "\"John\"", "7", "", "{\"name\":", "{\"name\":7}"})
  @DisplayName("A4: stores nothing of what is no customer")
  void storesNothingOfWhatIsNoCustomer(String body) {
    MvcTestResult answer = post(body).exchange();

    assertThat(answer).hasStatus(400).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    verifyNoInteractions(customers);
  }

  static Stream<Arguments> mistakes() {
    String control = "a\\u0007b";
    String longest = "x".repeat(61);
    return Stream.of(
        Arguments.of("$.name", "null", "name"),
        Arguments.of("$.name.title", "null", "name.title"),
        Arguments.of("$.name.title", "\"\"", "name.title"),
        Arguments.of("$.name.firstName", "\"  \"", "name.firstName"),
        Arguments.of("$.name.firstName", "7", "name.firstName"),
        Arguments.of("$.name.middleName", "\"" + longest + "\"", "name.middleName"),
        Arguments.of("$.name.lastName", "\"" + control + "\"", "name.lastName"),
        Arguments.of("$.name.suffix", "\"\\ud800\"", "name.suffix"),
        Arguments.of("$.contact", "[]", "contact"),
        Arguments.of("$.contact.primaryPhone", "null", "contact.primaryPhone"),
        Arguments.of("$.contact.primaryPhone", "\"call me\"", "contact.primaryPhone"),
        Arguments.of("$.contact.primaryPhone", "\"555-666-77777\"", "contact.primaryPhone"),
        Arguments.of("$.contact.secondaryPhone", "\"+0123456789\"", "contact.secondaryPhone"),
        Arguments.of("$.contact.email", "\"john\"", "contact.email"),
        Arguments.of("$.contact.email", "\"john@internet\"", "contact.email"),
        Arguments.of("$.contact.email", "\"john@@internet.com\"", "contact.email"),
        Arguments.of("$.contact.email", "\"a@" + "b.".repeat(20_000) + "c\"", "contact.email"),
        Arguments.of("$.addresses", "null", "addresses"),
        Arguments.of("$.addresses", "[]", "addresses"),
        Arguments.of("$.addresses", "[null]", "addresses[0]"),
        Arguments.of("$.addresses[0].type", "\"SHIPPING\"", "addresses"),
        Arguments.of("$.addresses[0].type", "\"HOME\"", "addresses[0].type"),
        Arguments.of("$.addresses[0].type", "0", "addresses[0].type"),
        Arguments.of("$.addresses[0].type", "null", "addresses[0].type"),
        Arguments.of("$.addresses[1].city", "null", "addresses[1].city"),
        Arguments.of("$.addresses[0].postalCode", "\"45455-66677\"", "addresses[0].postalCode"),
        Arguments.of("$.addresses[0].postalCode", "\"SW1A 1AA\"", "addresses[0].postalCode"),
        Arguments.of("$.addresses[0].postalCode", "\"!\"", "addresses[0].postalCode"),
        Arguments.of("$.creditCards", "{}", "creditCards"),
        Arguments.of("$.creditCards[0].type", "\"DEBIT\"", "creditCards[0].type"),
        Arguments.of("$.creditCards[0].number", "\"4111111111111112\"", "creditCards[0].number"),
        Arguments.of("$.creditCards[0].number", "4111111111111111", "creditCards[0].number"),
        Arguments.of("$.creditCards[0].number", "{}", "creditCards[0].number"),
        Arguments.of("$.creditCards[0].number", "\"\"", "creditCards[0].number"),
        Arguments.of("$.creditCards[0].last4", "\"11\"", "creditCards[0].last4"),
        Arguments.of("$.creditCards[0].expiration", "\"13/29\"", "creditCards[0].expiration"),
        Arguments.of("$.creditCards[0].expiration", "\"2029-06\"", "creditCards[0].expiration"),
        Arguments.of("$.creditCards[0].nameOnCard", "null", "creditCards[0].nameOnCard"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  @DisplayName("C7, D6: names the field that is wrong, and no Java class")
  void namesTheFieldThatIsWrong(String path, String value, String field) {
    refuses(post(TestForms.john(path, value)).exchange(), field);
    verifyNoInteractions(customers);
  }

  @ParameterizedTest
  @CsvSource({
    "$.addresses[0].state,Ontario,$.addresses[0].postalCode,K1A 0B1",
    "$.addresses[0].state,CA,$.addresses[0].postalCode,12345",
    "$.contact.primaryPhone,+442071838750,$.contact.secondaryPhone,+15556667777",
    "$.contact.email,O'Neil+shop@mail.example.org,$.name.lastName,O'Neil",
    "$.name.lastName,Nguyễn 😀,$.name.firstName,X",
    "$.creditCards[0].expiration,06/29,$.creditCards[0].description,Visa"
  })
  void takesWhatIsUnusualButRight(String path, String value, String other, String otherValue) {
    given(customers.register(any(), any())).willReturn(john);

    String form =
        TestForms.with(TestForms.john(path, "\"" + value + "\""), other, "\"" + otherValue + "\"");

    assertThat(post(form)).hasStatus(201);
  }

  @Test
  void needsNoCards() {
    given(customers.register(any(), any())).willReturn(john);

    assertThat(post(TestForms.john("$.creditCards", "null"))).hasStatus(201);
    assertThat(post(TestForms.john("$.creditCards", "[]"))).hasStatus(201);
  }

  @Test
  void refusesAMediaTypeThatIsNoJson() {
    MvcTestResult answer =
        mvc.post().uri("/customers").contentType("text/xml").content("<a/>").exchange();

    assertProblem(answer, 415, "unsupported-media-type");
  }

  @Test
  void answersNotFound() {
    given(customers.find(UNKNOWN)).willThrow(TestCustomers.notFound(UNKNOWN));

    assertProblem(mvc.get().uri("/customers/" + UNKNOWN).exchange(), 404, "customer-not-found");
    assertProblem(mvc.get().uri("/customers/nobody").exchange(), 404, "not-found");
    assertProblem(mvc.post().uri("/customers/sample").exchange(), 404, "not-found");
    assertProblem(mvc.get().uri("/customers/sample").exchange(), 404, "not-found");
  }

  @Test
  void replacesACustomer() {
    replaces();

    MvcTestResult answer =
        change(HttpMethod.PUT, TestForms.john()).header("If-Match", "\"1\"").exchange();

    assertThat(answer).hasStatusOk().hasHeader("ETag", "\"1\"");
    assertThat(replacement(answer)).isEqualTo(TestCustomers.details());
  }

  @Test
  @DisplayName("C8: takes what it answered, as it answered it, but for the id")
  void takesWhatItAnswered() throws Exception {
    replaces();
    given(customers.find(john.id())).willReturn(john);
    String answered =
        mvc.get().uri("/customers/" + john.id()).exchange().getResponse().getContentAsString();

    MvcTestResult answer =
        change(HttpMethod.PUT, answered.replace("123 Oak", "124 Oak"))
            .header("If-Match", "\"1\"")
            .exchange();

    assertThat(answer).hasStatusOk();
    CustomerDetails details = replacement(answer);
    assertThat(details.addresses().get(0).address1()).isEqualTo("124 Oak Street");
    assertThat(details.creditCards().get(0).number()).isNull();
    assertThat(details.creditCards().get(0).last4()).isEqualTo("1111");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
  @DisplayName("C11: asks for If-Match")
  void asksForIfMatch(HttpMethod method) {
    assertProblem(change(method, TestForms.john()).exchange(), 428, "precondition-required");
    verifyNoInteractions(customers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
  @DisplayName("C11: refuses a change of what is no longer there")
  void refusesAChangeOfAnOldVersion(HttpMethod method) {
    replaces();

    assertProblem(
        change(method, TestForms.john()).header("If-Match", "\"7\"").exchange(),
        412,
        "precondition-failed");
  }

  @Test
  @DisplayName("A9: lets one of two changes at once win")
  void letsOneOfTwoChangesWin() {
    given(customers.replace(anyString(), any(), any())).willThrow(new StaleVersion(john.id(), 1));

    assertProblem(
        change(HttpMethod.PUT, TestForms.john()).header("If-Match", "\"1\"").exchange(),
        412,
        "precondition-failed");
  }

  @Test
  @DisplayName("C8: creates nothing under a client's id")
  void createsNothingUnderAClientsId() {
    given(customers.replace(eq(john.id()), any(), any()))
        .willThrow(TestCustomers.notFound(john.id()));

    assertProblem(
        change(HttpMethod.PUT, TestForms.john()).header("If-Match", "*").exchange(),
        404,
        "customer-not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/merge-patch+json", "application/json"})
  void mergesAPatch(String type) {
    replaces();

    MvcTestResult answer =
        change(
                HttpMethod.PATCH,
                """
                {"name":{"middleName":null},"contact":{"email":"new@internet.com"}}
                """)
            .contentType(type)
            .header("If-Match", "\"1\"")
            .exchange();

    assertThat(answer).hasStatusOk();
    CustomerDetails details = replacement(answer);
    assertThat(details.name().middleName()).isNull();
    assertThat(details.name().suffix()).isEqualTo("Jr.");
    assertThat(details.contact()).isEqualTo(TestCustomers.reachedBy("new@internet.com"));
    assertThat(details.addresses()).isEqualTo(TestCustomers.details().addresses());
    assertThat(details.creditCards()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"contact\":{\"email\":\"nobody\"}}|contact.email",
        "{\"contact\":null}|contact",
        "{\"name\":{\"firstName\":null}}|name.firstName",
        "{\"name\":{\"firstName\":7}}|name.firstName",
        "{\"name\":\"John\"}|name",
        "{\"addresses\":[null]}|addresses[0]",
        "{\"addresses\":[]}|addresses",
        "{\"nickname\":\"Johnny\"}|nickname",
        "{\"creditCards\":[{\"type\":\"DEBIT\"}]}|creditCards[0].type",
      })
  @DisplayName("C7: names the field that a patch would make wrong")
  void namesTheFieldThatAPatchWouldMakeWrong(String patch, String field) {
    replaces();

    refuses(change(HttpMethod.PATCH, patch).header("If-Match", "\"1\"").exchange(), field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "7", "\"text\"", "", "{"})
  void refusesAPatchThatIsNone(String patch) {
    replaces();

    MvcTestResult answer = change(HttpMethod.PATCH, patch).header("If-Match", "\"1\"").exchange();

    assertThat(answer).hasStatus(400).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  @Test
  void namesACardThatCanNotBeKept() {
    given(customers.register(any(), any())).willThrow(TestCustomers.notAccepted());

    refuses(post(TestForms.john()).exchange(), "creditCards[1].number");
  }

  @Test
  void deletesACustomer() {
    assertThat(change(HttpMethod.DELETE, "").header("If-Match", "\"1\"")).hasStatus(204);

    then(customers).should().delete(eq(john.id()), any());
  }

  private void replaces() {
    given(customers.replace(anyString(), any(), any()))
        .willAnswer(
            call -> {
              call.<LongConsumer>getArgument(1).accept(john.version());
              replacement = call.<Function<Customer, CustomerDetails>>getArgument(2).apply(john);
              return john;
            });
    willAnswer(
            call -> {
              call.<LongConsumer>getArgument(1).accept(john.version());
              return null;
            })
        .given(customers)
        .delete(anyString(), any());
  }

  private CustomerDetails replacement(MvcTestResult answer) {
    assertThat(answer).hasStatusOk();
    return replacement;
  }

  private MockMvcTester.MockMvcRequestBuilder post(String body) {
    return mvc.post().uri("/customers").contentType(MediaType.APPLICATION_JSON).content(body);
  }

  private MockMvcTester.MockMvcRequestBuilder change(HttpMethod method, String body) {
    return mvc.method(method)
        .uri("/customers/" + john.id())
        .contentType(MediaType.APPLICATION_JSON)
        .content(body);
  }

  private static void refuses(MvcTestResult answer, String field) {
    assertProblem(answer, 400, "validation-failed");
    assertThat(answer).bodyJson().extractingPath("$.errors[*].field").asArray().contains(field);
    assertThat(answer).bodyJson().extractingPath("$.errors[*].message").asArray().isNotEmpty();
  }

  private static void assertProblem(MvcTestResult answer, int status, String name) {
    assertThat(answer).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.type")
        .isEqualTo("urn:storefront:problem:" + name);
    assertThat(answer)
        .bodyText()
        .as("D6: no Java in an answer")
        .doesNotContain("com.storefront", "java.", "jackson", "Exception");
  }
}
