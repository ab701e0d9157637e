package com.storefront.fulfillment.fulfillment.web;

import com.storefront.events.OrderStatusType;
import com.storefront.fulfillment.fulfillment.Fulfillment;
import com.storefront.fulfillment.fulfillment.FulfillmentManagement;
import com.storefront.web.ETags;
import com.storefront.web.Pages;
import com.storefront.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.PagedModel;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the orders under fulfillment. */
@RestController
@RequestMapping("/fulfillments")
@Tag(name = "Fulfillments")
class FulfillmentController {

  private static final int SUMMARY = 100;

  private final FulfillmentManagement management;
  private final FulfillmentLinks links;

  FulfillmentController(FulfillmentManagement management, FulfillmentLinks links) {
    this.management = management;
    this.links = links;
  }

  @Operation(summary = "A page of the orders under fulfillment, by id")
  @GetMapping
  PagedModel<EntityModel<FulfillmentView>> page(
      @Parameter(description = "Only those of this status.") @RequestParam(required = false)
          @Nullable OrderStatusType status,
      @Valid @ParameterObject Paging paging) {
    return Pages.of(management.page(status, paging.toPageable()), FulfillmentView.class, links);
  }

  @Operation(summary = "One order under fulfillment")
  @GetMapping("/{id}")
  ResponseEntity<EntityModel<FulfillmentView>> one(
      @Parameter(description = "The order's guid.") @PathVariable String id) {
    Fulfillment fulfillment = management.fulfillment(id);
    return ResponseEntity.ok()
        .eTag(ETags.of(fulfillment.version()))
        .body(links.toModel(fulfillment));
  }

  @Operation(summary = "The first hundred orders under fulfillment")
  @GetMapping("/summary")
  FulfillmentSummary summary() {
    return new FulfillmentSummary(
        management.first(SUMMARY).stream().map(FulfillmentView::of).toList());
  }
}
