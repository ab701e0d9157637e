package com.storefront.fulfillment.fulfillment.web;

import com.storefront.events.Topics;
import com.storefront.fulfillment.fulfillment.Advanced;
import com.storefront.fulfillment.fulfillment.Fulfillment;
import com.storefront.fulfillment.fulfillment.FulfillmentManagement;
import com.storefront.web.ConditionalOnSampleData;
import com.storefront.web.SampleStep;
import com.storefront.web.SampleWalk;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.function.Supplier;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * The last four steps of the sample journey, each for every order that waits for it. Scripts of
 * 2021 call them with GET.
 */
@RestController
@ConditionalOnSampleData
@RequestMapping(
    path = "/fulfillments/sample",
    method = {RequestMethod.POST, RequestMethod.GET})
@Tag(name = "Sample data")
class SampleController {

  private final FulfillmentManagement management;
  private final SampleWalk walk;
  private final AnyShippingMethod anyShippingMethod;

  SampleController(FulfillmentManagement management, SampleWalk walk, SampleData sampleData) {
    this.management = management;
    this.walk = walk;
    this.anyShippingMethod = new AnyShippingMethod(sampleData.random());
  }

  @Operation(summary = "Process every approved order")
  @RequestMapping("/process")
  SampleStep process() {
    return walk.hearing(
        Topics.FULFILLMENT_REQUEST,
        () -> step("process", "Approved", "Processing", management::processAll));
  }

  @Operation(summary = "Ship every processed order, by any carrier")
  @RequestMapping("/ship")
  SampleStep ship() {
    return step("ship", "Processing", "Shipped", () -> management.shipAll(anyShippingMethod));
  }

  @Operation(summary = "Put every shipped order in transit")
  @RequestMapping("/in-transit")
  SampleStep putInTransit() {
    return step("in-transit", "Shipped", "In Transit", management::putAllInTransit);
  }

  @Operation(summary = "Hand every order in transit to its recipient")
  @RequestMapping("/receive")
  SampleStep receive() {
    return step("receive", "In Transit", "Received", management::receiveAll);
  }

  private SampleStep step(String name, String from, String to, Supplier<Advanced> advance) {
    Advanced advanced = walk.telling(Fulfillment.class, advance);
    return new SampleStep(name, advanced.moved(), advanced.left(), message(from, to, advanced));
  }

  private static String message(String from, String to, Advanced advanced) {
    if (advanced.moved() > 0) {
      return "Order status changed to '%s'".formatted(to);
    }
    return advanced.left() == 0
        ? "No '%s' orders found".formatted(from)
        : "No order changed: every '%s' order had moved on or may not change".formatted(from);
  }
}
