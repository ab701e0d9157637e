package com.storefront.accounts.customer.web;

import com.storefront.events.AddressType;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order ships to the SHIPPING address, so there can't be two. */
@Documented
@Constraint(validatedBy = OneToShipTo.Validator.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@interface OneToShipTo {

  String message() default "must have at most one SHIPPING address; others are SHIPPING_ALTERNATE";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Counts what is there; the addresses' own faults are told elsewhere. */
  class Validator implements ConstraintValidator<OneToShipTo, List<AddressForm>> {

    @Override
    public boolean isValid(
        @Nullable List<AddressForm> addresses, ConstraintValidatorContext context) {
      return addresses == null
          || addresses.stream()
                  .filter(address -> address != null && address.type() == AddressType.SHIPPING)
                  .count()
              <= 1;
    }
  }
}
