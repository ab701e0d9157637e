package com.storefront.fulfillment.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;

import com.storefront.events.order.OrderStatusType;
import com.storefront.fulfillment.order.Fulfillment;
import com.storefront.fulfillment.order.TestFulfillments;
import com.storefront.fulfillment.order.Transition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@WebMvcTest(
    controllers = SampleController.class,
    properties = "storefront.sample-data.enabled=true")
@Import(RandomShippingMethod.class)
class SampleControllerTests {

  @Autowired MockMvcTester mvc;
  @MockitoBean BulkAdvance bulk;

  @ParameterizedTest
  @CsvSource({
    "POST, process,    APPROVED,   PROCESSING, Processing",
    "GET,  process,    APPROVED,   PROCESSING, Processing",
    "POST, ship,       PROCESSING, SHIPPED,    Shipped",
    "GET,  ship,       PROCESSING, SHIPPED,    Shipped",
    "POST, in-transit, SHIPPED,    IN_TRANSIT, In Transit",
    "GET,  in-transit, SHIPPED,    IN_TRANSIT, In Transit",
    "POST, receive,    IN_TRANSIT, RECEIVED,   Received",
    "GET,  receive,    IN_TRANSIT, RECEIVED,   Received"
  })
  void changesAllOrdersOfOneStatus(
      HttpMethod method, String step, OrderStatusType from, OrderStatusType to, String label) {
    Fulfillment fulfillment = TestFulfillments.in(from);
    given(bulk.advance(eq(from), any()))
        .willAnswer(
            call -> {
              call.getArgument(1, Transition.class)
                  .apply(fulfillment, TestFulfillments.NOW, "system", null);
              return new BulkResult(3, 1);
            });

    assertThat(mvc.method(method).uri("/fulfillments/sample/" + step))
        .hasStatusOk()
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"step":"%s","affected":3,"skipped":1,"message":"Order status changed to '%s'"}
            """
                .formatted(step, label));
    assertThat(fulfillment.status()).isEqualTo(to);
  }

  @Test
  void saysThatNoOrderHadTheStatus() {
    given(bulk.advance(any(), any())).willReturn(new BulkResult(0, 0));

    assertThat(mvc.post().uri("/fulfillments/sample/process"))
        .hasStatusOk()
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"step":"process","affected":0,"skipped":0,"message":"No 'Approved' orders found"}
            """);
  }

  @Test
  void saysThatNoOrderCouldBeChanged() {
    given(bulk.advance(any(), any())).willReturn(new BulkResult(0, 2));

    assertThat(mvc.post().uri("/fulfillments/sample/process"))
        .bodyJson()
        .extractingPath("$.message")
        .isEqualTo("No order changed: every 'Approved' order had moved on or may not change");
  }

  @Test
  void doesNotExistUnlessSampleDataIsEnabled() {
    new WebApplicationContextRunner()
        .withUserConfiguration(SampleController.class)
        .run(context -> assertThat(context).doesNotHaveBean(SampleController.class));
  }
}
