package com.storefront.orders.order.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.storefront.events.order.OrderItem;
import com.storefront.events.order.Product;
import com.storefront.messaging.aggregate.IdempotencyKey;
import com.storefront.orders.order.OrderLines;
import com.storefront.web.RequestDigest;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a new order. There is no catalogue: each line describes its product. */
@ValidPrices
record PlaceOrder(
    @NotEmpty @Size(min = 1, max = OrderLines.MAX_LINES) List<@NotNull @Valid Line> orderItems) {

  OrderLines toLines() {
    return OrderLines.of(orderItems.stream().map(Line::toItem).toList());
  }

  /** Names the request. A key belongs to one customer: another customer may use the same. */
  @Nullable IdempotencyKey idempotencyKey(String customerId, @Nullable String key) {
    return key == null
        ? null
        : new IdempotencyKey("place-order/" + customerId, key, RequestDigest.of(this));
  }

  /** A product and its quantity. */
  @Schema(name = "PlaceOrderLine")
  record Line(
      @NotNull @Valid OrderedProduct product,
      @NotNull @Min(1) @Max(OrderLines.MAX_QUANTITY) @Schema(example = "4") Integer quantity) {

    private OrderItem toItem() {
      return new OrderItem(
          new Product(
              product.guid(),
              product.title(),
              product.description(),
              product.price(),
              product.currency()),
          quantity);
    }
  }

  /**
   * The product of a line.
   *
   * @param currency omitted if null, so that a request without it has the digest that earlier
   *     versions stored
   */
  @Schema(name = "PlaceOrderProduct")
  record OrderedProduct(
      @NotBlank @Size(max = 100) @Schema(example = "b5efd4a0-4eb9-4ad0-bc9e-2f5542cbe897")
          String guid,
      @NotBlank @Size(max = 200) @Schema(example = "Blue Widget") String title,
      @Nullable @Size(max = 1000) @Schema(example = "Brilliant Blue Widget") String description,
      @NotNull
          @Min(0)
          @Max(OrderLines.MAX_PRICE)
          @Schema(
              example = "1.99",
              multipleOf = 0.001,
              description =
                  "Price of one piece, with at most the decimals of its currency; zeros at the end"
                      + " do not count.")
          BigDecimal price,
      @Nullable
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Schema(
              example = "USD",
              pattern = "^[A-Z]{3}$",
              description =
                  "ISO 4217 code of a currency in use; USD if absent. An order has one currency.")
          String currency) {}
}
