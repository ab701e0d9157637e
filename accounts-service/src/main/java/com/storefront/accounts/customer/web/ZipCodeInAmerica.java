package com.storefront.accounts.customer.web;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An address with an American state has an American ZIP code. Addresses have no country: it is
 * taken for American if its state is one of the letter pairs of the United States Postal Service.
 */
@Documented
@Constraint(validatedBy = ZipCodeInAmerica.Validator.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface ZipCodeInAmerica {

  String message() default "must be a ZIP code such as 12345 or 12345-6789 in an American state";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Names the postal code, not the address, as what is wrong. */
  class Validator implements ConstraintValidator<ZipCodeInAmerica, AddressForm> {

    private static final Pattern ZIP_CODE = Pattern.compile("[0-9]{5}(-[0-9]{4})?");

    private static final Set<String> STATES =
        Set.of(
            "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN",
            "IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV",
            "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN",
            "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "DC", "PR", "GU", "VI", "AS", "MP");

    @Override
    public boolean isValid(AddressForm address, ConstraintValidatorContext context) {
      if (address.state() == null
          || address.postalCode() == null
          || !STATES.contains(address.state())
          || ZIP_CODE.matcher(address.postalCode()).matches()) {
        return true;
      }
      context.disableDefaultConstraintViolation();
      context
          .buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
          .addPropertyNode("postalCode")
          .addConstraintViolation();
      return false;
    }
  }
}
