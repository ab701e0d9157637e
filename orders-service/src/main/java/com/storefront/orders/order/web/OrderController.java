package com.storefront.orders.order.web;

import static org.springframework.http.HttpHeaders.IF_MATCH;

import com.storefront.messaging.aggregate.ExpectedVersion;
import com.storefront.orders.order.Order;
import com.storefront.orders.order.OrderManagement;
import com.storefront.orders.order.OrderNotFound;
import com.storefront.orders.order.Orders;
import com.storefront.web.Creations;
import com.storefront.web.Paging;
import com.storefront.web.export.CsvWriter;
import com.storefront.web.export.NdjsonWriter;
import com.storefront.web.security.Actor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.hateoas.EntityModel;
import org.springframework.hateoas.PagedModel;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Orders: placed, decided and read. */
@RestController
@Tag(name = "Orders")
class OrderController {

  private final Orders orders;
  private final OrderManagement management;
  private final OrderModelAssembler models;
  private final JsonMapper json;

  OrderController(
      Orders orders, OrderManagement management, OrderModelAssembler models, JsonMapper json) {
    this.orders = orders;
    this.management = management;
    this.models = models;
    this.json = json;
  }

  @PostMapping(CustomerController.ORDERS)
  @Operation(
      summary = "Place an order",
      description =
          "The order is shipped to the customer's address of type SHIPPING, else of type"
              + " SHIPPING_ALTERNATE. Later changes of the customer do not change the order. Refused"
              + " with the problem `country-not-served` if nothing is shipped to the country.")
  @ApiResponse(responseCode = "201", description = "The order waits for a decision")
  ResponseEntity<EntityModel<OrderView>> place(
      @PathVariable String customerId,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable @Size(min = 1, max = 255)
          String key,
      @Nullable Principal caller,
      @Valid @RequestBody PlaceOrder body) {
    Order order =
        management.place(
            customerId, body.toLines(), Actor.of(caller), body.idempotencyKey(customerId, key));
    return Creations.of(order, models.toModel(order));
  }

  @PostMapping("/orders/{guid}/approval")
  @Operation(summary = "Approve an order and request its fulfillment")
  ResponseEntity<EntityModel<OrderView>> approve(
      @PathVariable String guid,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Nullable Principal caller,
      @Valid @RequestBody(required = false) @Nullable Decide body) {
    return models.ok(management.approve(guid, expected, Actor.of(caller), Decide.note(body)));
  }

  @PostMapping("/orders/{guid}/rejection")
  @Operation(summary = "Reject an order")
  ResponseEntity<EntityModel<OrderView>> reject(
      @PathVariable String guid,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Nullable Principal caller,
      @Valid @RequestBody(required = false) @Nullable Decide body) {
    return models.ok(management.reject(guid, expected, Actor.of(caller), Decide.note(body)));
  }

  @PostMapping("/orders/{guid}/cancellation")
  @Operation(summary = "Cancel an undecided order")
  ResponseEntity<EntityModel<OrderView>> cancel(
      @PathVariable String guid,
      @RequestHeader(IF_MATCH) ExpectedVersion expected,
      @Nullable Principal caller,
      @Valid @RequestBody(required = false) @Nullable Decide body) {
    return models.ok(management.cancel(guid, expected, Actor.of(caller), Decide.note(body)));
  }

  @GetMapping("/orders/{guid}")
  @Operation(summary = "An order with its history")
  ResponseEntity<EntityModel<OrderView>> read(@PathVariable String guid) {
    return models.ok(orders.findById(guid).orElseThrow(() -> new OrderNotFound(guid)));
  }

  @GetMapping("/orders")
  @Operation(summary = "A page of orders, the newest first")
  PagedModel<EntityModel<OrderView>> page(
      @Valid @ParameterObject FindOrders search,
      @RequestParam(required = false) @Nullable @Size(max = 100) String customerId,
      @Valid @ParameterObject Paging paging) {
    return models.page(orders, search.toFilter(customerId), search.toSort(), paging);
  }

  @GetMapping(path = "/orders/export.csv", produces = CsvWriter.MEDIA_TYPE)
  @Operation(
      summary = "Export orders as a table, the newest first",
      description = "A text that a spreadsheet would take for a formula begins with an apostrophe.")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = CsvWriter.MEDIA_TYPE, schema = @Schema(type = "string")))
  void exportTable(
      @Valid @ParameterObject FindOrders search,
      @RequestParam(required = false) @Nullable @Size(max = 100) String customerId,
      HttpServletResponse response)
      throws IOException {
    CsvWriter table = CsvWriter.to(response, "orders.csv");
    table.write(OrderView.COLUMNS);
    table.writeAll(
        orders.stream(search.toFilter(customerId), search.toSort()),
        order -> OrderView.of(order).values());
  }

  @GetMapping(path = "/orders/export.ndjson", produces = NdjsonWriter.MEDIA_TYPE)
  @Operation(summary = "Export orders as JSON, one on each line, the newest first")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = NdjsonWriter.MEDIA_TYPE,
              schema = @Schema(implementation = OrderView.class)))
  void exportLines(
      @Valid @ParameterObject FindOrders search,
      @RequestParam(required = false) @Nullable @Size(max = 100) String customerId,
      HttpServletResponse response)
      throws IOException {
    NdjsonWriter.to(response, "orders.ndjson", json)
        .writeAll(orders.stream(search.toFilter(customerId), search.toSort()), OrderView::of);
  }
}
