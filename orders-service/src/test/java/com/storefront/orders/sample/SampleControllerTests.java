package com.storefront.orders.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import com.storefront.web.sample.SampleStep;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@WebMvcTest(
    controllers = SampleController.class,
    properties = "storefront.sample-data.enabled=true")
class SampleControllerTests {

  @Autowired MockMvcTester mvc;
  @MockitoBean SampleOrders sample;

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void answersWithTheResultOfTheStep(String method) {
    given(sample.place()).willReturn(new SampleStep("orders", 15, 2, "done"));
    given(sample.approve()).willReturn(new SampleStep("fulfill", 0, 0, "nothing to do"));

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
