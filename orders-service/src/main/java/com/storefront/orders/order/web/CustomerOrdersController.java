package com.storefront.orders.order.web;

import com.storefront.events.OrderStatusType;
import com.storefront.messaging.outbox.IdempotencyKey;
import com.storefront.orders.customer.CustomerNotFound;
import com.storefront.orders.customer.Customers;
import com.storefront.orders.order.Order;
import com.storefront.orders.order.OrderManagement;
import com.storefront.orders.order.Orders;
import com.storefront.web.ETags;
import com.storefront.web.Pages;
import com.storefront.web.Paging;
import com.storefront.web.RequestDigest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.IanaLinkRelations;
import org.springframework.hateoas.PagedModel;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The orders of one customer; "sample" is no customer, so that the sample steps have their name.
 */
@RestController
@RequestMapping("/customers/{customerId:(?!sample$).+}/orders")
@Tag(name = "Orders")
class CustomerOrdersController {

  private final Orders orders;
  private final Customers customers;
  private final OrderManagement management;

  CustomerOrdersController(Orders orders, Customers customers, OrderManagement management) {
    this.orders = orders;
    this.customers = customers;
    this.management = management;
  }

  @GetMapping
  @Operation(summary = "A page of a customer's orders, the newest first")
  PagedModel<EntityModel<OrderView>> page(
      @PathVariable String customerId,
      @RequestParam(required = false) @Nullable OrderStatusType status,
      @Valid @ParameterObject Paging paging) {
    if (!customers.contains(customerId)) {
      throw new CustomerNotFound(customerId);
    }
    return Pages.of(
        orders.page(customerId, status, paging.toPageable()), OrderView.class, OrderView::linked);
  }

  @PostMapping
  @Operation(
      summary = "Place an order",
      description =
          "It is shipped to the customer's SHIPPING address, else to SHIPPING_ALTERNATE, as known"
              + " now; later changes of the customer don't change the order.")
  @ApiResponse(responseCode = "201", description = "Placed; waits for a decision")
  ResponseEntity<EntityModel<OrderView>> place(
      @PathVariable String customerId,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable @Size(min = 1, max = 255)
          String key,
      @Valid @RequestBody PlaceOrder body) {
    Order order =
        management.place(
            customerId, body.toItems(), key == null ? null : named(key, customerId, body));
    EntityModel<OrderView> view = OrderView.linked(order);
    return ResponseEntity.created(view.getRequiredLink(IanaLinkRelations.SELF).toUri())
        .eTag(ETags.of(order.version()))
        .body(view);
  }

  /** A key is one customer's: two customers may use the same. */
  private static IdempotencyKey named(String key, String customerId, PlaceOrder body) {
    return new IdempotencyKey("place-order/" + customerId, key, RequestDigest.of(body));
  }
}
