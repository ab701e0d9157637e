package com.storefront.fulfillment.fulfillment.web;

import com.storefront.fulfillment.fulfillment.Fulfillment;
import com.storefront.fulfillment.fulfillment.FulfillmentManagement;
import com.storefront.web.ETags;
import com.storefront.web.ExpectedVersion;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.hateoas.EntityModel;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Moves one order on; each answer is the order as it is then. */
@RestController
@RequestMapping("/fulfillments/{id}")
@Tag(name = "Fulfillments")
class TransitionController {

  private final FulfillmentManagement management;
  private final FulfillmentLinks links;

  TransitionController(FulfillmentManagement management, FulfillmentLinks links) {
    this.management = management;
    this.links = links;
  }

  @Operation(summary = "Start to pack an approved order")
  @PostMapping("/processing")
  ResponseEntity<EntityModel<FulfillmentView>> process(
      @PathVariable String id,
      ExpectedVersion expected,
      @RequestBody(required = false) @Valid @Nullable Note body) {
    return now(management.process(id, expected::check, Note.text(body)));
  }

  @Operation(summary = "Hand a packed order over to a carrier")
  @PostMapping("/shipment")
  ResponseEntity<EntityModel<FulfillmentView>> ship(
      @PathVariable String id, ExpectedVersion expected, @RequestBody @Valid Ship body) {
    return now(management.ship(id, expected::check, body.shippingMethod(), body.note()));
  }

  @Operation(summary = "Tell that a shipped order is on its way")
  @PostMapping("/transit")
  ResponseEntity<EntityModel<FulfillmentView>> putInTransit(
      @PathVariable String id,
      ExpectedVersion expected,
      @RequestBody(required = false) @Valid @Nullable Note body) {
    return now(management.putInTransit(id, expected::check, Note.text(body)));
  }

  @Operation(summary = "Tell that the recipient has the order")
  @PostMapping("/receipt")
  ResponseEntity<EntityModel<FulfillmentView>> receive(
      @PathVariable String id,
      ExpectedVersion expected,
      @RequestBody(required = false) @Valid @Nullable Note body) {
    return now(management.receive(id, expected::check, Note.text(body)));
  }

  @Operation(summary = "Stop packing an order for now")
  @PostMapping("/hold")
  ResponseEntity<EntityModel<FulfillmentView>> hold(
      @PathVariable String id,
      ExpectedVersion expected,
      @RequestBody(required = false) @Valid @Nullable Note body) {
    return now(management.hold(id, expected::check, Note.text(body)));
  }

  @Operation(summary = "Go on packing an order that was held")
  @PostMapping("/release")
  ResponseEntity<EntityModel<FulfillmentView>> release(
      @PathVariable String id,
      ExpectedVersion expected,
      @RequestBody(required = false) @Valid @Nullable Note body) {
    return now(management.release(id, expected::check, Note.text(body)));
  }

  @Operation(summary = "Give up an order that was not shipped yet")
  @PostMapping("/cancellation")
  ResponseEntity<EntityModel<FulfillmentView>> cancel(
      @PathVariable String id,
      ExpectedVersion expected,
      @RequestBody(required = false) @Valid @Nullable Note body) {
    return now(management.cancel(id, expected::check, Note.text(body)));
  }

  @Operation(summary = "Take a received order back")
  @PostMapping("/return")
  ResponseEntity<EntityModel<FulfillmentView>> takeBack(
      @PathVariable String id,
      ExpectedVersion expected,
      @RequestBody(required = false) @Valid @Nullable Note body) {
    return now(management.takeBack(id, expected::check, Note.text(body)));
  }

  private ResponseEntity<EntityModel<FulfillmentView>> now(Fulfillment fulfillment) {
    return ResponseEntity.ok()
        .eTag(ETags.of(fulfillment.version()))
        .body(links.toModel(fulfillment));
  }
}
