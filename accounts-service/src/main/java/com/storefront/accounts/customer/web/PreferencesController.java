package com.storefront.accounts.customer.web;

import static org.springframework.http.HttpHeaders.IF_MATCH;

import com.storefront.accounts.customer.CustomerManagement;
import com.storefront.events.customer.Preferences;
import com.storefront.messaging.aggregate.ExpectedVersion;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.hateoas.EntityModel;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Consent is given and withdrawn by requests of its own, never as a part of other changes. */
@RestController
@Tag(name = "Customers")
class PreferencesController {

  private final CustomerManagement management;
  private final CustomerModelAssembler models;

  PreferencesController(CustomerManagement management, CustomerModelAssembler models) {
    this.management = management;
    this.models = models;
  }

  /** Which mails a customer wants. */
  record PreferencesForm(@NotNull Boolean digest, @NotNull Boolean shippingMails) {}

  @PutMapping("/customers/{id:[0-9a-f]{24}}/preferences")
  @Operation(
      summary = "Change which mails a customer wants",
      description = "digest: the weekly digest of open orders. shippingMails: about each order.")
  ResponseEntity<EntityModel<CustomerView>> change(
      @PathVariable String id,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Valid @RequestBody PreferencesForm form) {
    var wanted = new Preferences(form.digest, form.shippingMails);
    return models.ok(management.prefer(id, expected, present -> wanted));
  }
}
