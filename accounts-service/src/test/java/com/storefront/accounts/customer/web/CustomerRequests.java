package com.storefront.accounts.customer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;

import com.storefront.accounts.customer.Customer;
import com.storefront.accounts.customer.CustomerDetails;
import com.storefront.accounts.customer.CustomerManagement;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Sends customers to the controller and records what it accepts. */
final class CustomerRequests {

  static final String CUSTOMERS = "/customers";
  static final String CUSTOMER = "/customers/6b01064db29f8f4e06d5b478";

  private final MockMvcTester mvc;
  private CustomerDetails accepted;

  /**
   * @param stored the customer that requests are answered with, and that they change
   */
  CustomerRequests(MockMvcTester mvc, CustomerManagement management, Supplier<Customer> stored) {
    this.mvc = mvc;
    given(management.register(any(), any()))
        .willAnswer(
            call -> {
              accepted = call.getArgument(0);
              return stored.get();
            });
    given(management.replace(anyString(), any(), any()))
        .willAnswer(
            call -> {
              Function<Customer, CustomerDetails> change = call.getArgument(2);
              accepted = change.apply(stored.get());
              return stored.get();
            });
  }

  /** What the last request passed on; null if none was accepted. */
  CustomerDetails accepted() {
    return accepted;
  }

  MvcTestResult send(HttpMethod method, String path, String body) {
    return mvc.method(method)
        .uri(path)
        .header("If-Match", "\"1\"")
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  /** Fails unless POST, PUT and PATCH refuse their bodies with these errors. */
  void assertRefused(String form, String patch, List<Map<String, String>> errors) {
    assertErrors(send(HttpMethod.POST, CUSTOMERS, form), errors);
    assertErrors(send(HttpMethod.PUT, CUSTOMER, form), errors);
    assertErrors(send(HttpMethod.PATCH, CUSTOMER, patch), errors);
  }

  static void assertErrors(MvcTestResult answer, List<Map<String, String>> errors) {
    assertThat(answer).hasStatus(400).bodyJson().extractingPath("$.errors").isEqualTo(errors);
  }
}
