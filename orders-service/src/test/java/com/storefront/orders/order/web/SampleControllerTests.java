package com.storefront.orders.order.web;

import static com.storefront.orders.order.web.OrderControllerTests.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import com.storefront.orders.customer.Customers;
import com.storefront.orders.order.OrderManagement;
import com.storefront.orders.order.Orders;
import com.storefront.orders.order.SampleOrders;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class SampleControllerTests {

  @Nested
  @WebMvcTest(
      controllers = {SampleController.class, CustomerOrdersController.class},
      properties = "storefront.sample-data.enabled=true")
  class SwitchedOn {

    @Autowired MockMvcTester mvc;
    @MockitoBean SampleOrders sample;
    @MockitoBean Orders orders;
    @MockitoBean Customers customers;
    @MockitoBean OrderManagement management;

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    @Tag("C6")
    void tellsHonestlyWhatItDid(String method) {
      given(sample.place()).willReturn(new SampleOrders.Outcome(15, 2));
      given(sample.approve()).willReturn(new SampleOrders.Outcome(0, 0));

      assertThat(mvc.method(HttpMethod.valueOf(method)).uri("/customers/sample/orders"))
          .hasStatusOk()
          .bodyJson()
          .isLenientlyEqualTo("{\"step\": \"orders\", \"affected\": 15, \"skipped\": 2}");
      assertThat(mvc.method(HttpMethod.valueOf(method)).uri("/customers/sample/fulfill"))
          .hasStatusOk()
          .bodyJson()
          .isLenientlyEqualTo("{\"step\": \"fulfill\", \"affected\": 0, \"skipped\": 0}");
    }
  }

  @Nested
  @WebMvcTest({SampleController.class, CustomerOrdersController.class})
  class SwitchedOff {

    @Autowired MockMvcTester mvc;
    @MockitoBean Orders orders;
    @MockitoBean Customers customers;
    @MockitoBean OrderManagement management;

    @ParameterizedTest
    @ValueSource(strings = {"/customers/sample/orders", "/customers/sample/fulfill"})
    void isNotThere(String path) {
      problem(mvc.get().uri(path).exchange(), 404, "not-found");
      problem(mvc.post().uri(path).exchange(), 404, "not-found");
    }
  }
}
