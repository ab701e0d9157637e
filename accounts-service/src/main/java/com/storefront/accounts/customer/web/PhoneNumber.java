package com.storefront.accounts.customer.web;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A number that can be called: international (E.164), or American with dashes. */
@Documented
@Pattern(regexp = "^(\\+[1-9][0-9]{6,14}|[0-9]{3}-[0-9]{3}-[0-9]{4})$")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@interface PhoneNumber {

  String message() default "must be a phone number such as 555-666-7777 or +15556667777";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
