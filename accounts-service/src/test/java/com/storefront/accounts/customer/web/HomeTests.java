package com.storefront.accounts.customer.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@WebMvcTest(HomeTests.class) // without the controllers of this service
class HomeTests {

  @Autowired MockMvcTester mvc;

  @Test
  void linksTheResourcesAndTheDocumentation() {
    var home = assertThat(mvc.get().uri("/")).hasStatusOk().bodyJson();

    home.extractingPath("$._links.customers.href")
        .isEqualTo(
            "http://localhost/customers"
                + "{?email,lastName,lastNamePrefix,city,sort,page,size,cursor}");
    home.extractingPath("$._links.imports.href")
        .isEqualTo("http://localhost/imports{?page,size,cursor}");
    home.extractingPath("$._links.service-doc.href").isEqualTo("http://localhost/swagger-ui");
    home.extractingPath("$._links.service-desc.href").isEqualTo("http://localhost/v3/api-docs");
  }
}
