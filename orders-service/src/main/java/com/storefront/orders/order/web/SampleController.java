package com.storefront.orders.order.web;

import com.storefront.events.Topics;
import com.storefront.orders.order.Order;
import com.storefront.orders.order.SampleOrders;
import com.storefront.web.ConditionalOnSampleData;
import com.storefront.web.SampleStep;
import com.storefront.web.SampleWalk;
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
  private final SampleWalk walk;

  SampleController(SampleOrders sample, SampleWalk walk) {
    this.sample = sample;
    this.walk = walk;
  }

  @RequestMapping("/orders")
  @Operation(summary = "Add five orders for each known customer: four finished, one undecided")
  SampleStep orders() {
    SampleOrders.Outcome outcome = walk.hearing(Topics.CUSTOMER_CHANGE, sample::place);
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
    SampleOrders.Outcome outcome = walk.telling(Order.class, sample::approve);
    return new SampleStep(
        "fulfill",
        outcome.affected(),
        outcome.skipped(),
        "%d orders approved and sent for fulfillment; %d skipped, decided on meanwhile"
            .formatted(outcome.affected(), outcome.skipped()));
  }
}
