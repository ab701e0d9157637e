package com.storefront.orders.order.web;

import com.storefront.events.order.OrderStatusType;
import com.storefront.orders.order.OrderQueries;
import com.storefront.web.Paging;
import com.storefront.web.Problems;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;

/** The filter and the order of a list of orders. */
record FindOrders(
    @Nullable @Schema(description = "Any of these statuses.") Set<OrderStatusType> status,
    @Nullable
        @Size(min = 1, max = 254)
        @Schema(description = "The e-mail address that the order was placed with, in any case.")
        String email,
    @Nullable @Schema(description = "Placed at this time or later.") Instant placedAfter,
    @Nullable @Schema(description = "Placed before this time.") Instant placedBefore,
    @Nullable
        @Pattern(
            regexp = "^[A-Z]{3}$",
            message = "must be a currency code of three letters, for example USD")
        @Schema(description = "ISO 4217 code of the currency of the total.")
        String currency,
    @Nullable
        @DecimalMin("0")
        @DecimalMax("1000000000000000")
        @Digits(integer = 16, fraction = 3)
        @Schema(
            description = "The total is this or more. Only with `currency`.",
            multipleOf = 0.001)
        BigDecimal totalFrom,
    @Nullable
        @DecimalMin("0")
        @DecimalMax("1000000000000000")
        @Digits(integer = 16, fraction = 3)
        @Schema(
            description = "The total is this or less. Only with `currency`.",
            multipleOf = 0.001)
        BigDecimal totalTo,
    @Nullable
        @Pattern(
            regexp = "^placedAt(,(asc|desc))?$",
            message = "must be placedAt,asc or placedAt,desc")
        @Schema(defaultValue = "placedAt,desc")
        String sort) {

  /** Times far beyond cannot be stored, so they are not compared either. */
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  OrderQueries.Filter toFilter(@Nullable String customerId) {
    if (currency == null && (totalFrom != null || totalTo != null)) {
      throw Problems.invalidField("currency", "must be given with totalFrom and totalTo");
    }
    return new OrderQueries.Filter(
        status,
        customerId,
        email,
        bounded(placedAfter),
        bounded(placedBefore),
        currency,
        totalFrom,
        totalTo);
  }

  Sort toSort() {
    return Paging.sort(sort, OrderQueries.NEWEST_FIRST);
  }

  private static @Nullable Instant bounded(@Nullable Instant time) {
    if (time == null || time.isBefore(Instant.EPOCH)) {
      return time == null ? null : Instant.EPOCH;
    }
    return time.isAfter(LAST) ? LAST : time;
  }
}
