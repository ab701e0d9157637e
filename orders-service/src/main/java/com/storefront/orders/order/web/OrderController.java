package com.storefront.orders.order.web;

import com.storefront.events.OrderStatusType;
import com.storefront.orders.order.Order;
import com.storefront.orders.order.OrderManagement;
import com.storefront.orders.order.OrderNotFound;
import com.storefront.orders.order.Orders;
import com.storefront.web.ETags;
import com.storefront.web.ExpectedVersion;
import com.storefront.web.Pages;
import com.storefront.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.PagedModel;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders and what this service decides about them. */
@RestController
@RequestMapping("/orders")
@Tag(name = "Orders")
class OrderController {

  private final Orders orders;
  private final OrderManagement management;

  OrderController(Orders orders, OrderManagement management) {
    this.orders = orders;
    this.management = management;
  }

  @GetMapping
  @Operation(summary = "A page of orders, the newest first")
  PagedModel<EntityModel<OrderView>> page(
      @RequestParam(required = false) @Nullable OrderStatusType status,
      @RequestParam(required = false)
          @Nullable
          @Size(max = 100)
          @Parameter(example = "6b01064db29f8f4e06d5b478")
          String customerId,
      @Valid @ParameterObject Paging paging) {
    return Pages.of(
        orders.page(customerId, status, paging.toPageable()), OrderView.class, OrderView::linked);
  }

  @GetMapping("/{guid}")
  @Operation(summary = "An order with its whole history")
  ResponseEntity<EntityModel<OrderView>> read(@PathVariable String guid) {
    return answer(orders.find(guid).orElseThrow(() -> new OrderNotFound(guid)));
  }

  @PostMapping("/{guid}/approval")
  @Operation(summary = "Approve an order, which has it fulfilled")
  ResponseEntity<EntityModel<OrderView>> approve(
      @PathVariable String guid,
      ExpectedVersion expected,
      @Valid @RequestBody(required = false) @Nullable Decision decision) {
    return answer(management.approve(guid, expected::check, Decision.note(decision)));
  }

  @PostMapping("/{guid}/rejection")
  @Operation(summary = "Reject an order")
  ResponseEntity<EntityModel<OrderView>> reject(
      @PathVariable String guid,
      ExpectedVersion expected,
      @Valid @RequestBody(required = false) @Nullable Decision decision) {
    return answer(management.reject(guid, expected::check, Decision.note(decision)));
  }

  @PostMapping("/{guid}/cancellation")
  @Operation(summary = "Cancel an order that nobody decided on yet")
  ResponseEntity<EntityModel<OrderView>> cancel(
      @PathVariable String guid,
      ExpectedVersion expected,
      @Valid @RequestBody(required = false) @Nullable Decision decision) {
    return answer(management.cancel(guid, expected::check, Decision.note(decision)));
  }

  private static ResponseEntity<EntityModel<OrderView>> answer(Order order) {
    return ResponseEntity.ok().eTag(ETags.of(order.version())).body(OrderView.linked(order));
  }
}
