package com.storefront.accounts.customer.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.storefront.accounts.customer.CardNumber;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A card number as it was sent, right or wrong. Whatever is made of it, a log line, an error or the
 * digest of a request, shows brand and last four digits at the most.
 */
@Schema(type = "string", accessMode = Schema.AccessMode.WRITE_ONLY)
final class GivenNumber {

  private final @Nullable CardNumber number;

  private GivenNumber(@Nullable CardNumber number) {
    this.number = number;
  }

  /** Takes whatever JSON was sent: an error of the parser would repeat the number. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static GivenNumber of(Object written) {
    try {
      return new GivenNumber(written instanceof String text ? CardNumber.parse(text) : null);
    } catch (IllegalArgumentException e) {
      return new GivenNumber(null);
    }
  }

  Optional<CardNumber> number() {
    return Optional.ofNullable(number);
  }

  @JsonValue
  @Override
  public String toString() {
    return number == null ? "not a card number" : number.toString();
  }

  /** Holds for a number that could be a card's. */
  @Documented
  @Constraint(validatedBy = Validator.class)
  @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
  @Retention(RetentionPolicy.RUNTIME)
  @interface Valid {

    String message() default
        "must be a card number: 12 to 19 digits, the last of them the right check digit";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  /** Holds for a number that could be a card's. */
  static class Validator implements ConstraintValidator<Valid, GivenNumber> {

    @Override
    public boolean isValid(@Nullable GivenNumber given, ConstraintValidatorContext context) {
      return given == null || given.number != null;
    }
  }
}
