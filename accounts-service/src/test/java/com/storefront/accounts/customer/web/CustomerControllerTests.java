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

import com.storefront.accounts.card.TestCards;
import com.storefront.accounts.customer.Customer;
import com.storefront.accounts.customer.CustomerDetails;
import com.storefront.accounts.customer.CustomerManagement;
import com.storefront.accounts.customer.CustomerNotFound;
import com.storefront.accounts.customer.Customers;
import com.storefront.accounts.customer.TestCustomers;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.messaging.aggregate.IdempotencyKey;
import com.storefront.messaging.aggregate.IdempotencyKeyReused;
import com.storefront.messaging.aggregate.StaleVersion;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(CustomerController.class)
@Import({CustomerModelAssembler.class, MergePatch.class})
class CustomerControllerTests {

  private static final String UNKNOWN = "6b01064db29f8f4e06d5b478";

  @Autowired MockMvcTester mvc;
  @MockitoBean CustomerManagement management;
  @MockitoBean Customers customers;

  private final Customer john = TestCustomers.customer();
  private CustomerDetails replacement;

  @Test
  void showsACustomer() {
    given(customers.findByIdAndDeletedAtIsNull(john.id())).willReturn(Optional.of(john));

    MvcTestResult answer = mvc.get().uri("/customers/" + john.id()).exchange();

    assertThat(answer).hasStatusOk().hasHeader("ETag", "\"1\"");
    assertThat(answer)
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"id":"%1$s",
             "name":{"title":"Mr.","firstName":"John","middleName":"S.","lastName":"Doe","suffix":"Jr."},
             "contact":{"primaryPhone":"+15556667777","secondaryPhone":"+15554449898","email":"john.doe@internet.com"},
             "addresses":[
               {"type":"BILLING","description":"My cc billing address","address1":"123 Oak Street","address2":null,"city":"Sunrise","state":"CA","postalCode":"12345-6789","country":null},
               {"type":"SHIPPING","description":"My home address","address1":"123 Oak Street","address2":null,"city":"Sunrise","state":"CA","postalCode":"12345-6789","country":null}],
             "creditCards":[{"type":"PRIMARY","description":"VISA","brand":"Visa","last4":"1111","expiration":"6/29","nameOnCard":"John S. Doe"}],
             "preferences":{"digest":false,"shippingMails":true},
             "createdAt":"2026-11-21T10:15:30.123Z","updatedAt":"2026-11-21T10:15:30.123Z",
             "version":1,
             "_links":{
               "self":{"href":"http://localhost/customers/%1$s"},
               "collection":{"href":"http://localhost/customers"},
               "preferences":{"href":"http://localhost/customers/%1$s/preferences"},
               "orders":{"href":"http://localhost/orders/customers/%1$s"}}}
            """
                .formatted(john.id()));
  }

  @Test
  void answersNotModifiedForTheSameVersion() {
    given(customers.findByIdAndDeletedAtIsNull(john.id())).willReturn(Optional.of(john));

    assertThat(mvc.get().uri("/customers/" + john.id()).header("If-None-Match", "\"1\""))
        .hasStatus(304);
  }

  @Test
  void listsTheFirstHundred() {
    given(customers.findByDeletedAtIsNullOrderById(Limit.of(100))).willReturn(List.of(john));

    MvcTestResult answer = mvc.get().uri("/customers/summary").exchange();

    assertThat(answer).hasStatusOk().bodyJson().extractingPath("$.customers[0].id").isNotNull();
    assertThat(answer).bodyText().doesNotContain(TestCards.VISA, "number", "_links");
  }

  @Test
  void registersACustomer() {
    given(management.register(any(), any())).willReturn(john);

    MvcTestResult answer = post(TestForms.john()).exchange();

    assertThat(answer)
        .hasStatus(201)
        .hasHeader("ETag", "\"1\"")
        .hasHeader("Location", "http://localhost/customers/" + john.id());
    assertThat(answer).bodyJson().extractingPath("$.contact.email").isNotNull();
    then(management).should().register(TestCustomers.details(), null);
  }

  @Test
  void identifiesARegistrationByIdempotencyKeyAndDigest() {
    given(management.register(any(), any())).willReturn(john);
    ArgumentCaptor<IdempotencyKey> key = ArgumentCaptor.forClass(IdempotencyKey.class);

    assertThat(post(TestForms.john()).header("Idempotency-Key", "k1")).hasStatus(201);
    assertThat(post(TestForms.john())).hasStatus(201);
    assertThat(
            post(TestForms.john().replace("4111 1111 1111 1111", "4111-1111-1111-1111"))
                .header("Idempotency-Key", "k1"))
        .hasStatus(201);
    assertThat(post(TestForms.john().replace("Sunrise", "Sunset")).header("Idempotency-Key", "k1"))
        .hasStatus(201);

    then(management).should(times(4)).register(any(), key.capture());
    List<IdempotencyKey> keys = key.getAllValues();
    assertThat(keys.get(0).scope()).isEqualTo("create-customer");
    assertThat(keys.get(0).key()).isEqualTo("k1");
    assertThat(keys.get(1)).isNull();
    assertThat(keys.get(2)).isEqualTo(keys.get(0));
    assertThat(keys.get(3).digest()).isNotEqualTo(keys.get(0).digest());
  }

  @Test
  void rejectsAnIdempotencyKeyOfAnotherRequest() {
    given(management.register(any(), any()))
        .willThrow(new IdempotencyKeyReused(new IdempotencyKey("create-customer", "k1", "d")));

    assertProblem(
        post(TestForms.john()).header("Idempotency-Key", "k1").exchange(),
        422,
        "idempotency-key-reused");
  }

  @Test
  void rejectsAnotherMediaType() {
    MvcTestResult answer =
        mvc.post().uri("/customers").contentType("text/xml").content("<a/>").exchange();

    assertProblem(answer, 415, "unsupported-media-type");
  }

  @Test
  void answersNotFound() {
    assertProblem(mvc.get().uri("/customers/" + UNKNOWN).exchange(), 404, "customer-not-found");
    assertProblem(mvc.get().uri("/customers/unknown").exchange(), 404, "not-found");
    assertProblem(mvc.post().uri("/customers/sample").exchange(), 404, "not-found");
    assertProblem(mvc.get().uri("/customers/sample").exchange(), 404, "not-found");
  }

  @Test
  void replacesACustomer() {
    managementReplacesJohn();

    MvcTestResult answer =
        change(HttpMethod.PUT, TestForms.john()).header("If-Match", "\"1\"").exchange();

    assertThat(answer).hasStatusOk().hasHeader("ETag", "\"1\"");
    assertThat(replacement(answer)).isEqualTo(TestCustomers.details());
  }

  @Test
  void acceptsACustomerAsItWasRead() throws Exception {
    managementReplacesJohn();
    given(customers.findByIdAndDeletedAtIsNull(john.id())).willReturn(Optional.of(john));
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
  void requiresIfMatch(HttpMethod method) {
    assertProblem(change(method, TestForms.john()).exchange(), 428, "precondition-required");
    verifyNoInteractions(management);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
  void rejectsAChangeOfAnotherVersion(HttpMethod method) {
    managementReplacesJohn();

    assertProblem(
        change(method, TestForms.john()).header("If-Match", "\"7\"").exchange(),
        412,
        "precondition-failed");
  }

  @Test
  void rejectsAChangeThatLostARace() {
    given(management.replace(anyString(), any(), any())).willThrow(new StaleVersion(john.id(), 1));

    assertProblem(
        change(HttpMethod.PUT, TestForms.john()).header("If-Match", "\"1\"").exchange(),
        412,
        "precondition-failed");
  }

  @Test
  void doesNotCreateACustomerWithPut() {
    given(management.replace(eq(john.id()), any(), any()))
        .willThrow(new CustomerNotFound(john.id()));

    assertProblem(
        change(HttpMethod.PUT, TestForms.john()).header("If-Match", "*").exchange(),
        404,
        "customer-not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/merge-patch+json", "application/json"})
  void mergesAPatch(String type) {
    managementReplacesJohn();

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
    assertThat(details.contact()).isEqualTo(TestCustomers.contact("new@internet.com"));
    assertThat(details.addresses()).isEqualTo(TestCustomers.details().addresses());
    assertThat(details.creditCards()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"contact\":{\"email\":\"none\"}}|contact.email",
        "{\"contact\":null}|contact",
        "{\"name\":{\"title\":null}}|name.title",
        "{\"name\":{\"firstName\":[]}}|name.firstName",
        "{\"name\":\"John\"}|name",
        "{\"addresses\":[null]}|addresses[0]",
        "{\"addresses\":[]}|addresses",
        "{\"nickname\":\"Johnny\"}|nickname",
        "{\"creditCards\":[{\"type\":\"DEBIT\"}]}|creditCards[0].type",
      })
  void namesTheFieldThatAPatchMakesInvalid(String patch, String field) {
    managementReplacesJohn();

    assertInvalid(change(HttpMethod.PATCH, patch).header("If-Match", "\"1\"").exchange(), field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "7", "\"text\"", "", "{"})
  void rejectsABodyThatIsNotAPatch(String patch) {
    managementReplacesJohn();

    MvcTestResult answer = change(HttpMethod.PATCH, patch).header("If-Match", "\"1\"").exchange();

    assertThat(answer).hasStatus(400).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  @Test
  void namesTheFieldThatManagementRejects() {
    given(management.register(any(), any()))
        .willThrow(TestCards.notAccepted(), TestCustomers.tooManyShippingAddresses());

    assertInvalid(post(TestForms.john()).exchange(), "creditCards[1].number");
    assertInvalid(post(TestForms.john()).exchange(), "addresses");
  }

  @Test
  void deletesACustomer() {
    assertThat(change(HttpMethod.DELETE, "").header("If-Match", "\"1\"")).hasStatus(204);

    then(management).should().delete(eq(john.id()), any());
  }

  private void managementReplacesJohn() {
    given(management.replace(anyString(), any(), any()))
        .willAnswer(
            call -> {
              call.<ExpectedVersion>getArgument(1).check(john.version());
              replacement = call.<Function<Customer, CustomerDetails>>getArgument(2).apply(john);
              return john;
            });
    willAnswer(
            call -> {
              call.<ExpectedVersion>getArgument(1).check(john.version());
              return null;
            })
        .given(management)
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

  private static void assertInvalid(MvcTestResult answer, String field) {
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
        .as("no Java names in an answer")
        .doesNotContain("com.storefront", "java.", "jackson", "Exception");
  }
}
