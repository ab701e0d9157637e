package com.storefront.orders.sample;

import com.storefront.events.Topics;
import com.storefront.orders.order.Order;
import com.storefront.web.sample.SampleStep;
import com.storefront.web.sample.SampleStepRunner;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Steps 2 and 3 of the sample journey; GET is for the scripts of 2021. */
@RestController
@ConditionalOnBooleanProperty("storefront.sample-data.enabled")
@Import(SampleStepRunner.class)
@Tag(name = "Sample data")
@RequestMapping(
    path = "/customers/sample",
    method = {RequestMethod.GET, RequestMethod.POST})
class SampleController {

  private final SampleOrders sample;
  private final SampleStepRunner runner;

  SampleController(SampleOrders sample, SampleStepRunner runner) {
    this.sample = sample;
    this.runner = runner;
  }

  @RequestMapping("/orders")
  @Operation(summary = "Add five orders for each sample customer: four finished, one undecided")
  SampleStep orders() {
    return runner.runAfterConsuming(Topics.CUSTOMER_CHANGE, sample::place);
  }

  @RequestMapping("/fulfill")
  @Operation(
      summary =
          "Approve the undecided orders of the sample customers and request their fulfillment")
  SampleStep fulfill() {
    return runner.runAndPublish(Order.class, sample::approve);
  }
}
