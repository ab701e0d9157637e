package com.storefront.orders.order.web;

import com.storefront.orders.order.SampleOrders;
import com.storefront.web.ConditionalOnSampleData;
import com.storefront.web.SampleStep;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Steps 2 and 3 of the sample journey; scripts of 2021 call them by GET. */
@RestController
@ConditionalOnSampleData
@Tag(name = "Sample data")
@RequestMapping(
    path = "/customers/sample",
    method = {RequestMethod.GET, RequestMethod.POST})
class SampleController {

  private final SampleOrders sample;

  SampleController(SampleOrders sample) {
    this.sample = sample;
  }

  @RequestMapping("/orders")
  @Operation(summary = "Add five orders for each known customer: four finished, one undecided")
  SampleStep orders() {
    SampleOrders.Outcome outcome = sample.place();
    return new SampleStep(
        "orders",
        outcome.affected(),
        outcome.skipped(),
        "%d orders added; %d customers skipped, who have no shipping address"
            .formatted(outcome.affected(), outcome.skipped()));
  }

  @RequestMapping("/fulfill")
  @Operation(summary = "Approve every undecided order, which has it fulfilled")
  SampleStep fulfill() {
    SampleOrders.Outcome outcome = sample.approve();
    return new SampleStep(
        "fulfill",
        outcome.affected(),
        outcome.skipped(),
        "%d orders approved and sent for fulfillment; %d skipped, decided on meanwhile"
            .formatted(outcome.affected(), outcome.skipped()));
  }
}
