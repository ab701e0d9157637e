package com.storefront.fulfillment.order.web;

import com.storefront.fulfillment.order.FulfillmentNotFound;
import com.storefront.fulfillment.order.Fulfillments;
import com.storefront.web.Pages;
import com.storefront.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.data.domain.Limit;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.PagedModel;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reads fulfillments over HTTP. */
@RestController
@RequestMapping("/fulfillments")
@Tag(name = "Fulfillments")
class FulfillmentController {

  private static final Limit SUMMARY = Limit.of(100);

  private final Fulfillments fulfillments;
  private final FulfillmentModelAssembler models;

  FulfillmentController(Fulfillments fulfillments, FulfillmentModelAssembler models) {
    this.fulfillments = fulfillments;
    this.models = models;
  }

  @Operation(summary = "A page of fulfillments, the newest first")
  @GetMapping
  PagedModel<EntityModel<FulfillmentView>> page(
      @Valid @ParameterObject FindFulfillments search, @Valid @ParameterObject Paging paging) {
    var filter = search.toFilter();
    return Pages.of(
        paging,
        search.toSort(),
        it -> fulfillments.findPage(filter, it),
        it -> fulfillments.findWindow(filter, it),
        FulfillmentView.class,
        models);
  }

  @Operation(summary = "Read the fulfillment of one order")
  @GetMapping("/{id}")
  ResponseEntity<EntityModel<FulfillmentView>> read(
      @Parameter(description = "The order's guid.") @PathVariable String id) {
    return models.ok(fulfillments.findById(id).orElseThrow(() -> new FulfillmentNotFound(id)));
  }

  @Operation(summary = "List the first hundred fulfillments")
  @GetMapping("/summary")
  FulfillmentSummary summary() {
    return new FulfillmentSummary(
        fulfillments.findByOrderById(SUMMARY).stream().map(FulfillmentView::of).toList());
  }
}
