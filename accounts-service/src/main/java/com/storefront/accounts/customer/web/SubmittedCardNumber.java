package com.storefront.accounts.customer.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.storefront.accounts.card.CardNumber;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * A card number as it is submitted, valid or not. Its text and its JSON are brand and last four
 * digits, so that logs, errors and request digests never contain the number.
 */
@Schema(type = "string", accessMode = Schema.AccessMode.WRITE_ONLY)
record SubmittedCardNumber(@Nullable CardNumber number) {

  /** Accepts any JSON value, because an error of the parser would contain the value. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static SubmittedCardNumber of(Object value) {
    try {
      return new SubmittedCardNumber(value instanceof String text ? CardNumber.parse(text) : null);
    } catch (IllegalArgumentException e) {
      return new SubmittedCardNumber(null);
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return number == null ? "not a card number" : number.toString();
  }

  @Constraint(validatedBy = Validator.class)
  @Target(ElementType.FIELD)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Valid {

    String message() default "must be a card number of 12 to 19 digits with a correct check digit";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  static class Validator implements ConstraintValidator<Valid, SubmittedCardNumber> {

    @Override
    public boolean isValid(
        @Nullable SubmittedCardNumber submitted, ConstraintValidatorContext context) {
      return submitted == null || submitted.number != null;
    }
  }
}
