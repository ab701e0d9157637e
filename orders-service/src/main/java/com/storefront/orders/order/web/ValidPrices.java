package com.storefront.orders.order.web;

import com.storefront.orders.money.Money;
import com.storefront.orders.order.web.PlaceOrder.Line;
import com.storefront.orders.order.web.PlaceOrder.OrderedProduct;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Currency;
import java.util.List;

/** All lines have the same currency, and no price has more decimals than the currency. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ValidPrices.Validator.class)
@interface ValidPrices {

  String message() default "";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Leaves missing values to their own constraints. */
  class Validator implements ConstraintValidator<ValidPrices, PlaceOrder> {

    @Override
    public boolean isValid(PlaceOrder order, ConstraintValidatorContext context) {
      context.disableDefaultConstraintViolation();
      List<Line> lines = order.orderItems() == null ? List.of() : order.orderItems();
      boolean valid = true;
      Currency expected = null;
      for (int i = 0; i < lines.size(); i++) {
        OrderedProduct product = lines.get(i) == null ? null : lines.get(i).product();
        if (product == null) {
          continue;
        }
        Currency currency = Money.currency(product.currency()).orElse(null);
        expected = expected == null ? currency : expected;
        if (currency == null) {
          valid =
              refuse(
                  context,
                  i,
                  "currency",
                  "must be the ISO 4217 code of a currency in use, for example EUR");
        } else if (!currency.equals(expected)) {
          valid =
              refuse(
                  context,
                  i,
                  "currency",
                  "must be %s as in the lines before, because an order has one currency"
                      .formatted(expected));
        } else if (product.price() != null && !Money.fits(product.price(), currency)) {
          valid = refuse(context, i, "price", "must have " + decimals(currency));
        }
      }
      return valid;
    }

    private static String decimals(Currency currency) {
      int decimals = Money.decimals(currency);
      return decimals == 0
          ? "no decimals in " + currency
          : "at most %d decimals in %s".formatted(decimals, currency);
    }

    private static boolean refuse(
        ConstraintValidatorContext context, int line, String field, String message) {
      context
          .buildConstraintViolationWithTemplate(message)
          .addPropertyNode("orderItems")
          .addPropertyNode("product")
          .inIterable()
          .atIndex(line)
          .addPropertyNode(field)
          .addConstraintViolation();
      return false;
    }
  }
}
