package com.storefront.fulfillment.order.web;

import static org.springframework.http.HttpHeaders.IF_MATCH;

import com.storefront.fulfillment.carrier.BookingNotAllowed;
import com.storefront.fulfillment.carrier.Carrier;
import com.storefront.fulfillment.order.Fulfillment;
import com.storefront.fulfillment.order.FulfillmentManagement;
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

/** Has labels booked by carriers; each answer is the changed fulfillment. */
@RestController
@RequestMapping("/fulfillments/{id}")
@Tag(name = "Fulfillments")
class BookingController {

  private final FulfillmentManagement management;
  private final Carrier carrier;
  private final FulfillmentModelAssembler models;

  BookingController(
      FulfillmentManagement management, Carrier carrier, FulfillmentModelAssembler models) {
    this.management = management;
    this.carrier = carrier;
    this.models = models;
  }

  @Operation(
      summary = "Have a label booked by a carrier, then ship the order",
      description =
          "The answer does not wait for the carrier. The order becomes SHIPPED when the carrier has"
              + " answered with a tracking number. An attempt that fails is repeated.")
  @PostMapping("/booking")
  ResponseEntity<EntityModel<FulfillmentView>> book(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Nullable Principal caller,
      @Valid @RequestBody BookLabel body) {
    if (!carrier.isConfigured()) {
      throw new BookingNotAllowed(
          "No booking endpoint is configured (storefront.fulfillment.carrier.url)."
              + " Book the label elsewhere and ship the order with its tracking number.");
    }
    return models.ok(
        management.change(id, expected, Actor.of(caller), body.note(), body.toTransition()));
  }

  @Operation(
      summary = "Repeat the booking of a label at once",
      description = "Also if it is stuck. All further attempts are made again, if they are needed.")
  @PostMapping("/retry-booking")
  ResponseEntity<EntityModel<FulfillmentView>> retry(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Nullable Principal caller,
      @Valid @RequestBody(required = false) @Nullable AddNote body) {
    String note = body == null ? null : body.note();
    return models.ok(
        management.change(id, expected, Actor.of(caller), note, Fulfillment::retryBooking));
  }

  @Operation(
      summary = "End the booking of a label",
      description =
          "The order stays PROCESSING and can be shipped with a label that was booked elsewhere.")
  @PostMapping("/skip-booking")
  ResponseEntity<EntityModel<FulfillmentView>> skip(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Nullable Principal caller,
      @Valid @RequestBody SkipBooking body) {
    return models.ok(
        management.change(id, expected, Actor.of(caller), body.note(), Fulfillment::skipBooking));
  }
}
