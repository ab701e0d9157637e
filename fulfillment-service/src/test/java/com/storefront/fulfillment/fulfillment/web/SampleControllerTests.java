package com.storefront.fulfillment.fulfillment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.verifyNoInteractions;

import com.storefront.fulfillment.fulfillment.Advanced;
import com.storefront.fulfillment.fulfillment.FulfillmentManagement;
import com.storefront.fulfillment.fulfillment.ShippingMethod;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class SampleControllerTests {

  @Nested
  @WebMvcTest(SampleController.class)
  @EnableConfigurationProperties(SampleData.class)
  @TestPropertySource(
      properties = {"storefront.sample-data.enabled=true", "storefront.sample-data.seed=7"})
  class WhereSampleDataIsOn {

    @Autowired MockMvcTester mvc;
    @MockitoBean FulfillmentManagement management;

    @BeforeEach
    void advancesThreeAndLeavesOne() {
      given(management.processAll()).willReturn(new Advanced(3, 1));
      given(management.shipAll(any())).willReturn(new Advanced(3, 1));
      given(management.putAllInTransit()).willReturn(new Advanced(3, 1));
      given(management.receiveAll()).willReturn(new Advanced(3, 1));
    }

    @DisplayName(
        "C6: JSON with what was done; C1: to POST, and to the scripts of 2021 that use GET")
    @ParameterizedTest
    @CsvSource({
      "POST, process,    Processing",
      "GET,  process,    Processing",
      "POST, ship,       Shipped",
      "GET,  ship,       Shipped",
      "POST, in-transit, In Transit",
      "GET,  in-transit, In Transit",
      "POST, receive,    Received",
      "GET,  receive,    Received"
    })
    void advancesWhatWaits(String verb, String step, String status) {
      assertThat(mvc.method(HttpMethod.valueOf(verb)).uri("/fulfillments/sample/" + step))
          .hasStatusOk()
          .bodyJson()
          .isStrictlyEqualTo(
              """
              {"step":"%s","affected":3,"skipped":1,"message":"Order status changed to '%s'"}
              """
                  .formatted(step, status));
    }

    @DisplayName("C6: nothing done is told as nothing done")
    @Test
    void isHonestAboutNothing() {
      given(management.processAll()).willReturn(new Advanced(0, 0));

      assertThat(mvc.post().uri("/fulfillments/sample/process"))
          .hasStatusOk()
          .bodyJson()
          .isStrictlyEqualTo(
              """
              {"step":"process","affected":0,"skipped":0,"message":"No 'Approved' orders found"}
              """);
    }

    @DisplayName("C6: a lost race is told as such")
    @Test
    void isHonestAboutALostRace() {
      given(management.processAll()).willReturn(new Advanced(0, 2));

      assertThat(mvc.post().uri("/fulfillments/sample/process"))
          .bodyJson()
          .extractingPath("$.message")
          .isEqualTo("No order changed: every 'Approved' order had moved on or may not change");
    }

    @DisplayName("C12: a seed makes the carriers repeatable")
    @Test
    void choosesCarriersByItsSeed() {
      var expected = new AnyShippingMethod(new Random(7));

      ArgumentCaptor<Supplier<ShippingMethod>> choice = ArgumentCaptor.captor();

      mvc.post().uri("/fulfillments/sample/ship").exchange();

      then(management).should().shipAll(choice.capture());
      for (int i = 0; i < 5; i++) {
        assertThat(choice.getValue().get()).isEqualTo(expected.get());
      }
    }
  }

  @Nested
  @WebMvcTest({SampleController.class, TransitionController.class, FulfillmentController.class})
  @Import(FulfillmentLinks.class)
  class WhereSampleDataIsOff {

    @Autowired MockMvcTester mvc;
    @MockitoBean FulfillmentManagement management;

    @DisplayName("C1: no sample steps in production")
    @ParameterizedTest
    @CsvSource({
      "POST, process", "GET, process", "POST, ship", "GET, ship",
      "POST, in-transit", "GET, in-transit", "POST, receive", "GET, receive"
    })
    void knowsNoSampleStep(String verb, String step) {
      assertThat(mvc.method(HttpMethod.valueOf(verb)).uri("/fulfillments/sample/" + step))
          .hasStatus(HttpStatus.NOT_FOUND);
      verifyNoInteractions(management);
    }
  }
}
