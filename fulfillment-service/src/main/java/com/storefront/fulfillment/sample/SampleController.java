package com.storefront.fulfillment.sample;

import static com.storefront.events.order.OrderStatusType.APPROVED;
import static com.storefront.events.order.OrderStatusType.IN_TRANSIT;
import static com.storefront.events.order.OrderStatusType.PROCESSING;
import static com.storefront.events.order.OrderStatusType.SHIPPED;

import com.storefront.events.Topics;
import com.storefront.events.order.OrderStatusType;
import com.storefront.events.order.Shipment;
import com.storefront.fulfillment.carrier.ShippingMethod;
import com.storefront.fulfillment.order.Fulfillment;
import com.storefront.fulfillment.order.Transition;
import com.storefront.web.sample.SampleStep;
import com.storefront.web.sample.SampleStepRunner;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * The last four of the seven sample steps. Each changes all orders of the sample customers that
 * have one status. The scripts of 2021 call them with GET.
 */
@RestController
@ConditionalOnBooleanProperty("storefront.sample-data.enabled")
@Import(SampleStepRunner.class)
@RequestMapping(
    path = "/fulfillments/sample",
    method = {RequestMethod.POST, RequestMethod.GET})
@Tag(name = "Sample data")
class SampleController {

  private final BulkAdvance bulk;
  private final SampleStepRunner runner;
  private final RandomShippingMethod shippingMethods;

  SampleController(
      BulkAdvance bulk, SampleStepRunner runner, RandomShippingMethod shippingMethods) {
    this.bulk = bulk;
    this.runner = runner;
    this.shippingMethods = shippingMethods;
  }

  @Operation(summary = "Start processing the approved orders of the sample customers")
  @RequestMapping("/process")
  SampleStep process() {
    return runner.runAfterConsuming(
        Topics.FULFILLMENT_REQUEST,
        () -> step("process", APPROVED, "Approved", "Processing", Fulfillment::process));
  }

  @Operation(
      summary = "Ship the processed orders of the sample customers, each with a random carrier")
  @RequestMapping("/ship")
  SampleStep ship() {
    Transition ship =
        (order, now, actor, note) -> {
          ShippingMethod method = shippingMethods.get();
          order.ship(method, new Shipment(method.name(), null), now, actor, note);
        };
    return step("ship", PROCESSING, "Processing", "Shipped", ship);
  }

  @Operation(summary = "Mark the shipped orders of the sample customers as in transit")
  @RequestMapping("/in-transit")
  SampleStep putInTransit() {
    return step("in-transit", SHIPPED, "Shipped", "In Transit", Fulfillment::putInTransit);
  }

  @Operation(summary = "Mark the orders in transit of the sample customers as received")
  @RequestMapping("/receive")
  SampleStep receive() {
    return step("receive", IN_TRANSIT, "In Transit", "Received", Fulfillment::receive);
  }

  private SampleStep step(
      String name, OrderStatusType status, String from, String to, Transition transition) {
    BulkResult result =
        runner.runAndPublish(Fulfillment.class, () -> bulk.advance(status, transition));
    return new SampleStep(name, result.changed(), result.skipped(), message(from, to, result));
  }

  private static String message(String from, String to, BulkResult result) {
    if (result.changed() > 0) {
      return "Order status changed to '%s'".formatted(to);
    }
    return result.skipped() == 0
        ? "No '%s' orders found".formatted(from)
        : "No order changed: every '%s' order had moved on or may not change".formatted(from);
  }
}
