package com.storefront.fulfillment.order.web;

import static org.springframework.http.HttpHeaders.IF_MATCH;

import com.storefront.fulfillment.order.Fulfillment;
import com.storefront.fulfillment.order.FulfillmentManagement;
import com.storefront.fulfillment.order.Transition;
import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.web.security.Actor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.hateoas.EntityModel;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Changes the status of one order; each answer is the changed fulfillment. */
@RestController
@RequestMapping("/fulfillments/{id}")
@Tag(name = "Fulfillments")
class FulfillmentCommandsController {

  private final FulfillmentManagement management;
  private final FulfillmentModelAssembler models;

  FulfillmentCommandsController(
      FulfillmentManagement management, FulfillmentModelAssembler models) {
    this.management = management;
    this.models = models;
  }

  @Operation(summary = "Start processing an approved order")
  @PostMapping("/processing")
  ResponseEntity<EntityModel<FulfillmentView>> process(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Nullable Principal caller,
      @Valid @RequestBody(required = false) @Nullable AddNote body) {
    return change(id, expected, caller, body, Fulfillment::process);
  }

  @Operation(summary = "Hand a processed order over to a carrier")
  @PostMapping("/shipment")
  ResponseEntity<EntityModel<FulfillmentView>> ship(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Nullable Principal caller,
      @Valid @RequestBody Ship body) {
    return models.ok(
        management.change(id, expected, Actor.of(caller), body.note(), body.toTransition()));
  }

  @Operation(summary = "Mark a shipped order as in transit")
  @PostMapping("/transit")
  ResponseEntity<EntityModel<FulfillmentView>> putInTransit(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Nullable Principal caller,
      @Valid @RequestBody(required = false) @Nullable AddNote body) {
    return change(id, expected, caller, body, Fulfillment::putInTransit);
  }

  @Operation(
      summary = "Mark a parcel as lost by its carrier",
      description = "If it is found, it can still be received or returned to the sender.")
  @PostMapping("/loss")
  ResponseEntity<EntityModel<FulfillmentView>> markLost(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Nullable Principal caller,
      @Valid @RequestBody(required = false) @Nullable AddNote body) {
    return change(id, expected, caller, body, Fulfillment::markLost);
  }

  @Operation(summary = "Mark a parcel that could not be delivered as returned to the sender")
  @PostMapping("/return-to-sender")
  ResponseEntity<EntityModel<FulfillmentView>> markReturnedToSender(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Nullable Principal caller,
      @Valid @RequestBody(required = false) @Nullable AddNote body) {
    return change(id, expected, caller, body, Fulfillment::markReturnedToSender);
  }

  @Operation(summary = "Mark an order in transit, or one that was lost, as received")
  @PostMapping("/receipt")
  ResponseEntity<EntityModel<FulfillmentView>> receive(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Nullable Principal caller,
      @Valid @RequestBody(required = false) @Nullable AddNote body) {
    return change(id, expected, caller, body, Fulfillment::receive);
  }

  @Operation(summary = "Hold an order that is being processed")
  @PostMapping("/hold")
  ResponseEntity<EntityModel<FulfillmentView>> hold(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Nullable Principal caller,
      @Valid @RequestBody(required = false) @Nullable AddNote body) {
    return change(id, expected, caller, body, Fulfillment::hold);
  }

  @Operation(summary = "Resume processing a held order")
  @PostMapping("/release")
  ResponseEntity<EntityModel<FulfillmentView>> release(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Nullable Principal caller,
      @Valid @RequestBody(required = false) @Nullable AddNote body) {
    return change(id, expected, caller, body, Fulfillment::release);
  }

  @Operation(summary = "Cancel an order before it is shipped")
  @PostMapping("/cancellation")
  ResponseEntity<EntityModel<FulfillmentView>> cancel(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Nullable Principal caller,
      @Valid @RequestBody(required = false) @Nullable AddNote body) {
    return change(id, expected, caller, body, Fulfillment::cancel);
  }

  @Operation(summary = "Mark a received order as returned")
  @PostMapping("/return")
  ResponseEntity<EntityModel<FulfillmentView>> markReturned(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Nullable Principal caller,
      @Valid @RequestBody(required = false) @Nullable AddNote body) {
    return change(id, expected, caller, body, Fulfillment::markReturned);
  }

  private ResponseEntity<EntityModel<FulfillmentView>> change(
      String id,
      ExpectedVersion expected,
      @Nullable Principal caller,
      @Nullable AddNote body,
      Transition transition) {
    String note = body == null ? null : body.note();
    return models.ok(management.change(id, expected, Actor.of(caller), note, transition));
  }
}
