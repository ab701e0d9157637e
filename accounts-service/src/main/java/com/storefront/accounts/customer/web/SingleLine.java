package com.storefront.accounts.customer.web;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Text on one line: not blank, at most 60 characters, no control characters. */
@Size(min = 1, max = SingleLine.MAX_LENGTH)
@Pattern(regexp = "^" + SingleLine.ANY + "*" + SingleLine.VISIBLE + SingleLine.ANY + "*$")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface SingleLine {

  int MAX_LENGTH = 60;

  /** No control characters and no separators of lines or paragraphs. */
  String ANY = "[^\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029]";

  /** No spaces either. */
  String VISIBLE = "[^\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029 \\u00A0\\u2000-\\u200A\\u3000]";

  String message() default "must be one line of 1 to 60 characters, not only spaces";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** The same, or empty: the part does not exist. */
  @Size(max = MAX_LENGTH)
  @Pattern(regexp = "^(" + ANY + "*" + VISIBLE + ANY + "*)?$")
  @ReportAsSingleViolation
  @Constraint(validatedBy = {})
  @Target(ElementType.FIELD)
  @Retention(RetentionPolicy.RUNTIME)
  @interface OrEmpty {

    String message() default "must be empty or one line of up to 60 characters, not only spaces";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }
}
