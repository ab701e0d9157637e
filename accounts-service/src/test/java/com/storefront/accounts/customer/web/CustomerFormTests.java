package com.storefront.accounts.customer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verifyNoInteractions;

import com.storefront.accounts.customer.CustomerManagement;
import com.storefront.accounts.customer.Customers;
import com.storefront.accounts.customer.TestCustomers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(CustomerController.class)
@Import({CustomerModelAssembler.class, MergePatch.class})
class CustomerFormTests {

  @Autowired MockMvcTester mvc;
  @MockitoBean CustomerManagement management;
  @MockitoBean Customers customers;

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "[]", "\"John\"", "7", "", "{\"name\":", "{\"name\":7}"})
  void rejectsABodyThatIsNotACustomer(String body) {
    assertThat(post(body)).hasStatus(400).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    verifyNoInteractions(management);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "name,                      null",
        "name.title,                null",
        "name.title,                \"\"",
        "name.firstName,            \"  \"",
        "name.firstName,            \"\\u2003\"",
        "name.firstName,            []",
        "name.middleName,           \"60+1\"",
        "name.lastName,             \"a\\u0007b\"",
        "name.lastName,             \"a\\u2028b\"",
        "name.suffix,               \"\\ud800\"",
        "contact,                   []",
        "contact.primaryPhone,      null",
        "contact.primaryPhone,      \"call me\"",
        "contact.primaryPhone,      \"555-666-77777\"",
        "contact.secondaryPhone,    \"+0123456789\"",
        "contact.email,             \"john\"",
        "contact.email,             \"john@internet\"",
        "contact.email,             \"john@@internet.com\"",
        "contact.email,             \"john..doe@internet.com\"",
        "contact.email,             \".john@internet.com\"",
        "contact.email,             \"john.@internet.com\"",
        "contact.email,             \"john@internet..com\"",
        "contact.email,             \"john doe@internet.com\"",
        "contact.email,             \"jo\\u0085hn@internet.com\"",
        "contact.email,             \"jo\\u2028hn@internet.com\"",
        "contact.email,             \"a..b@example.com\"",
        "addresses,                 null",
        "addresses,                 []",
        "addresses[0],              null",
        "addresses[0].type,         \"HOME\"",
        "addresses[0].type,         0",
        "addresses[0].type,         null",
        "addresses[1].city,         null",
        "addresses[0].postalCode,   \"45455-66677\"",
        "addresses[0].postalCode,   \"SW1A 1AA\"",
        "addresses[0].postalCode,   \"!\"",
        "creditCards,               {}",
        "creditCards[0].type,       \"DEBIT\"",
        "creditCards[0].number,     \"4111111111111112\"",
        "creditCards[0].number,     4111111111111111",
        "creditCards[0].number,     {}",
        "creditCards[0].number,     \"\"",
        "creditCards[0].last4,      \"11\"",
        "creditCards[0].expiration, \"13/29\"",
        "creditCards[0].expiration, \"2029-06\"",
        "creditCards[0].nameOnCard, null"
      })
  void namesTheInvalidField(String field, String value) {
    MvcTestResult answer =
        post(TestForms.john("$." + field, value.replace("60+1", "x".repeat(61))));

    assertInvalid(answer, field);
  }

  @Test
  void rejectsAVeryLongEmailAddress() {
    String email = "\"a@" + "b.".repeat(20_000) + "c\"";

    assertInvalid(post(TestForms.john("$.contact.email", email)), "contact.email");
  }

  @ParameterizedTest
  @CsvSource({
    "$.addresses[0].state,Ontario,$.addresses[0].postalCode,K1A 0B1",
    "$.addresses[0].state,CA,$.addresses[0].postalCode,12345",
    "$.contact.primaryPhone,+442071838750,$.contact.secondaryPhone,+15556667777",
    "$.contact.email,O'Neil+shop@mail.example.org,$.name.lastName,O'Neil",
    "$.contact.email,jürgen@müller.example,$.name.lastName,Müller",
    "$.contact.email,用户@例子.广告,$.name.lastName,李",
    "$.name.lastName,Nguyễn 😀,$.name.firstName,X",
    "$.creditCards[0].expiration,06/29,$.creditCards[0].description,Visa"
  })
  void acceptsUnusualButValidValues(String path, String value, String other, String otherValue) {
    given(management.register(any(), any())).willReturn(TestCustomers.customer());

    String form =
        TestForms.with(TestForms.john(path, "\"" + value + "\""), other, "\"" + otherValue + "\"");

    assertThat(post(form)).hasStatus(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]"})
  void requiresNoCards(String cards) {
    given(management.register(any(), any())).willReturn(TestCustomers.customer());

    assertThat(post(TestForms.john("$.creditCards", cards))).hasStatus(201);
  }

  private void assertInvalid(MvcTestResult answer, String field) {
    assertThat(answer)
        .hasStatus(400)
        .bodyJson()
        .extractingPath("$.type")
        .isEqualTo("urn:storefront:problem:validation-failed");
    assertThat(answer).bodyJson().extractingPath("$.errors[*].field").asArray().contains(field);
    assertThat(answer).bodyText().doesNotContain("com.storefront", "java.", "jackson");
    verifyNoInteractions(management);
  }

  private MvcTestResult post(String body) {
    return mvc.post()
        .uri("/customers")
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }
}
