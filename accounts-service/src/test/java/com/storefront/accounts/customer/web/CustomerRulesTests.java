package com.storefront.accounts.customer.web;

import static com.storefront.accounts.customer.web.CustomerRequests.CUSTOMER;
import static com.storefront.accounts.customer.web.CustomerRequests.CUSTOMERS;
import static com.storefront.accounts.customer.web.CustomerRequests.assertErrors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;

import com.storefront.accounts.customer.Customer;
import com.storefront.accounts.customer.CustomerManagement;
import com.storefront.accounts.customer.Customers;
import com.storefront.accounts.customer.TestCustomers;
import com.storefront.events.customer.Name;
import com.storefront.web.RequestDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** Phone numbers, names and e-mail addresses of the world. */
@WebMvcTest(CustomerController.class)
@Import({CustomerModelAssembler.class, MergePatch.class})
class CustomerRulesTests {

  @Autowired MockMvcTester mvc;
  @MockitoBean CustomerManagement management;
  @MockitoBean Customers customers;

  private Customer stored = TestCustomers.customer();
  private CustomerRequests requests;

  @BeforeEach
  void recordRequests() {
    requests = new CustomerRequests(mvc, management, () -> stored);
  }

  /** So that a request that is repeated after an upgrade is still recognised. */
  @Test
  void keepsTheDigestOfAFormWithoutACountry() {
    CustomerForm form = JsonMapper.shared().readValue(TestForms.john(), CustomerForm.class);

    assertThat(RequestDigest.of(form))
        .isEqualTo("d39e8f3c683325c2253b0bfcdbb9091fe72bdbbd04a4a294b5d9445b5b29ed80");
  }

  @ParameterizedTest
  @CsvSource({
    "  , CA, 12345, 555-666-7777,      +15556667777",
    "US, CA, 12345, +44 20 7183 8750,  +442071838750",
    "GB,   , SW1A 2AA, 020 7183 8750,  +442071838750",
    "AU, WA, 6000,  (08) 9321 0000,    +61893210000"
  })
  void readsAPhoneNumberInTheCountryOfTheFirstAddress(
      @Nullable String country, @Nullable String state, String code, String phone, String e164) {
    String form = TestForms.withAddress(country, "1 Main Street", "Town", state, code);

    assertThat(
            requests.send(
                HttpMethod.POST,
                CUSTOMERS,
                TestForms.with(form, "$.contact.primaryPhone", "\"" + phone + "\"")))
        .hasStatus(201);

    assertThat(requests.accepted().contact().primaryPhone()).isEqualTo(e164);
  }

  @Test
  void refusesAPhoneNumberWithExamples() {
    var expected =
        List.of(
            Map.of(
                "field",
                "contact.secondaryPhone",
                "message",
                "must be a phone number of US (United States), or one with + and its country code,"
                    + " without an extension, for example (201) 555-0123 or +12015550123;"
                    + " is '666-7777'"));
    String form = TestForms.john("$.contact.secondaryPhone", "\"666-7777\"");
    String patch = "{\"contact\":{\"secondaryPhone\":\"666-7777\"}}";

    requests.assertRefused(form, patch, expected);
  }

  @ParameterizedTest
  @CsvSource({
    "{\"title\":\"Mr.\"|\"lastName\":\"Suharto\"},'',Suharto",
    "{\"title\":\"Mr.\"|\"firstName\":\"\"|\"lastName\":\"Suharto\"},'',Suharto",
    "{\"title\":\"Ms.\"|\"firstName\":\"Björk\"},Björk,''",
    "{\"title\":\"Ms.\"|\"firstName\":\"မြင့်\"|\"lastName\":null},မြင့်,''"
  })
  void acceptsAOneWordName(String name, String firstName, String lastName) {
    String form = TestForms.john("$.name", name.replace('|', ','));

    assertThat(requests.send(HttpMethod.POST, CUSTOMERS, form)).hasStatus(201);

    assertThat(requests.accepted().name().firstName()).isEqualTo(firstName);
    assertThat(requests.accepted().name().lastName()).isEqualTo(lastName);
  }

  @Test
  void removesTheFirstNameWithAPatch() {
    assertThat(requests.send(HttpMethod.PATCH, CUSTOMER, "{\"name\":{\"firstName\":null}}"))
        .hasStatusOk();

    assertThat(requests.accepted().name()).isEqualTo(new Name("Mr.", "", "S.", "Doe", "Jr."));
  }

  @Test
  void requiresAtLeastAOneWordName() {
    var expected =
        List.of(
            Map.of("field", "name.lastName", "message", "is required if there is no firstName"));

    assertErrors(
        requests.send(HttpMethod.POST, CUSTOMERS, TestForms.john("$.name", "{\"title\":\"Mr.\"}")),
        expected);
    assertErrors(
        requests.send(
            HttpMethod.PATCH, CUSTOMER, "{\"name\":{\"firstName\":null,\"lastName\":null}}"),
        expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jürgen@müller.example",
        "用户@例子.广告",
        "उपयोगकर्ता@उदाहरण.कॉम",
        "δοκιμή@παράδειγμα.δοκιμή",
        "jane@xn--mller-kva.example"
      })
  void acceptsAnInternationalEmailAddress(String email) {
    String form = TestForms.john("$.contact.email", "\"" + email + "\"");

    assertThat(requests.send(HttpMethod.POST, CUSTOMERS, form)).hasStatus(201);

    assertThat(requests.accepted().contact().email()).isEqualTo(email);
  }

  /** Of the first version: phone numbers in other forms, a state of another country. */
  @Test
  void acceptsAStoredCustomerOfAnEarlierVersion() throws Exception {
    stored = TestCustomers.ofTheFirstVersion();
    given(customers.findByIdAndDeletedAtIsNull(any())).willReturn(Optional.of(stored));

    MvcTestResult read = mvc.get().uri(CUSTOMER).exchange();
    assertThat(read).hasStatusOk().bodyJson().extractingPath("$.addresses[0].country").isNull();
    assertThat(read).bodyJson().extractingPath("$.contact.primaryPhone").isEqualTo("555-666-7777");
    assertThat(requests.send(HttpMethod.PATCH, CUSTOMER, "{\"name\":{\"title\":\"Dr.\"}}"))
        .hasStatusOk();
    assertThat(requests.accepted().contact().primaryPhone()).isEqualTo("+15556667777");
    assertThat(requests.send(HttpMethod.PUT, CUSTOMER, read.getResponse().getContentAsString()))
        .hasStatusOk();
    assertThat(requests.accepted().addresses()).isEqualTo(stored.addresses());
  }
}
