package com.storefront.accounts.customer.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Something that people write on one line: not blank, not too long, no control characters. */
@Documented
@Size(min = 1, max = Line.LONGEST)
@ReportAsSingleViolation
@Constraint(validatedBy = Line.Validator.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@interface Line {

  int LONGEST = 60;

  String message() default "must be a line of 1 to 60 characters, not only spaces";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Sees what {@link Size} does not. */
  class Validator implements ConstraintValidator<Line, CharSequence> {

    /** Controls, halves of surrogate pairs, separators of lines and paragraphs. */
    private static final Pattern NOT_ON_A_LINE = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]");

    @Override
    public boolean isValid(@Nullable CharSequence text, ConstraintValidatorContext context) {
      return text == null || (!text.toString().isBlank() && !NOT_ON_A_LINE.matcher(text).find());
    }
  }
}
