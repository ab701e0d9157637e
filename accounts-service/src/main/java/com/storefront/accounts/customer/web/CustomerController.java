package com.storefront.accounts.customer.web;

import com.storefront.accounts.customer.CustomerManagement;
import com.storefront.messaging.outbox.IdempotencyKey;
import com.storefront.web.ExpectedVersion;
import com.storefront.web.Pages;
import com.storefront.web.Paging;
import com.storefront.web.RequestDigest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.PagedModel;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Customers over HTTP. Ids have 24 digits, so that no other path is ever taken for one. */
@RestController
@RequestMapping("/customers")
@Tag(name = "Customers", description = "Who they are, how they are reached, billed and shipped to.")
class CustomerController {

  private static final String ID = "/{id:[0-9a-f]{24}}";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final CustomerManagement customers;
  private final CustomerModels models;
  private final MergePatch mergePatch;

  CustomerController(CustomerManagement customers, CustomerModels models, MergePatch mergePatch) {
    this.customers = customers;
    this.models = models;
    this.mergePatch = mergePatch;
  }

  @GetMapping
  @Operation(summary = "Page through customers, or search by e-mail and last name")
  PagedModel<EntityModel<CustomerView>> page(
      @Valid @ParameterObject Paging paging, @Valid @ParameterObject CustomerSearch search) {
    return Pages.of(
        customers.page(search.toFilter(), paging.toPageable()), CustomerView.class, models);
  }

  @PostMapping
  @Operation(summary = "Register a customer")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<EntityModel<CustomerView>> register(
      @RequestHeader(name = "Idempotency-Key", required = false) @Size(min = 1, max = 255)
          @Nullable String idempotencyKey,
      @Valid @RequestBody CustomerForm form) {
    return models.created(customers.register(form.toDetails(), key(idempotencyKey, form)));
  }

  @GetMapping(ID)
  @Operation(summary = "Read a customer")
  ResponseEntity<EntityModel<CustomerView>> read(@PathVariable String id) {
    return models.ok(customers.find(id));
  }

  @PutMapping(ID)
  @Operation(
      summary = "Replace all that is known about a customer",
      description =
          "What was read here may come back as it is: id, version, links and brands mean nothing"
              + " then, and a card needs no number if type and last4 name one that is there.")
  ResponseEntity<EntityModel<CustomerView>> replace(
      @PathVariable String id, ExpectedVersion expected, @Valid @RequestBody CustomerForm form) {
    return models.ok(customers.replace(id, expected::check, customer -> form.toDetails()));
  }

  @PatchMapping(
      path = ID,
      consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
  @Operation(
      summary = "Change some of what is known about a customer",
      description = "A JSON merge patch (RFC 7396): null removes, an array replaces the array.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MERGE_PATCH,
                    schema =
                        @Schema(
                            type = "object",
                            example = "{\"contact\": {\"email\": \"john.s.doe@internet.com\"}}")),
                @Content(
                    mediaType = MediaType.APPLICATION_JSON_VALUE,
                    schema = @Schema(type = "object", example = "{\"name\": {\"suffix\": null}}"))
              }))
  ResponseEntity<EntityModel<CustomerView>> patch(
      @PathVariable String id, ExpectedVersion expected, @RequestBody JsonNode patch) {
    return models.ok(
        customers.replace(id, expected::check, it -> mergePatch.apply(patch, it).toDetails()));
  }

  @DeleteMapping(ID)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Forget a customer, for good")
  void delete(@PathVariable String id, ExpectedVersion expected) {
    customers.delete(id, expected::check);
  }

  @GetMapping("/summary")
  @Operation(summary = "See the first hundred customers at a glance")
  CustomerSummary summary() {
    return CustomerSummary.of(customers.first(CustomerSummary.MOST));
  }

  private static @Nullable IdempotencyKey key(@Nullable String key, CustomerForm form) {
    return key == null ? null : new IdempotencyKey("create-customer", key, RequestDigest.of(form));
  }
}
