package com.storefront.orders.order.web;

import com.storefront.events.OrderItem;
import com.storefront.events.Product;
import com.storefront.orders.order.Order;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is ordered. There is no catalogue: the lines say what the products are and cost. */
record PlaceOrder(@NotEmpty @Size(max = Order.MAX_LINES) List<@NotNull @Valid Line> orderItems) {

  /** The same in the published language. */
  List<OrderItem> toItems() {
    return orderItems.stream().map(Line::toItem).toList();
  }

  /** So many of one product. */
  @Schema(name = "PlaceOrderLine")
  record Line(
      @NotNull @Valid OrderedProduct product,
      @NotNull @Min(1) @Max(Order.MAX_QUANTITY) @Schema(example = "4") Integer quantity) {

    private OrderItem toItem() {
      return new OrderItem(
          new Product(product.guid(), product.title(), product.description(), product.price()),
          quantity);
    }
  }

  /** A product as it is sold now. */
  @Schema(name = "PlaceOrderProduct")
  record OrderedProduct(
      @NotBlank @Size(max = 100) @Schema(example = "b5efd4a0-4eb9-4ad0-bc9e-2f5542cbe897")
          String guid,
      @NotBlank @Size(max = 200) @Schema(example = "Blue Widget") String title,
      @Nullable @Size(max = 1000) @Schema(example = "Brilliant Blue Widget") String description,
      @NotNull
          @DecimalMin("0")
          @Digits(integer = 8, fraction = 2)
          @Schema(example = "1.99", description = "Of one piece, at most two decimals.")
          BigDecimal price) {}
}
