package com.storefront.accounts.customer.web;

import com.storefront.accounts.contact.AddressFormat;
import com.storefront.accounts.contact.Countries;
import com.storefront.accounts.contact.PhoneNumbers;
import com.storefront.accounts.customer.web.CustomerForm.AddressForm;
import com.storefront.accounts.customer.web.CustomerForm.ContactForm;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/** What several fields decide together: one-word names, and addresses and phones of a country. */
@Constraint(validatedBy = CustomerRules.Validator.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface CustomerRules {

  String message() default "is not valid";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Parts that must not be missing are refused by their own constraints. */
  class Validator implements ConstraintValidator<CustomerRules, CustomerForm> {

    @Override
    public boolean isValid(CustomerForm form, ConstraintValidatorContext context) {
      context.disableDefaultConstraintViolation();
      var violations = new Violations(context.unwrap(HibernateConstraintValidatorContext.class));
      if (form.name() != null
          && form.name().firstName() == null
          && form.name().lastName() == null) {
        violations.add("name", "lastName", "is required if there is no firstName");
      }
      if (form.contact() != null) {
        check(form.contact(), form.phoneCountry(), violations);
      }
      for (int i = 0; form.addresses() != null && i < form.addresses().size(); i++) {
        if (form.addresses().get(i) != null) {
          check(form.addresses().get(i), i, violations);
        }
      }
      return violations.areNone;
    }

    private static void check(ContactForm contact, String country, Violations violations) {
      phoneViolation(contact.primaryPhone(), country)
          .ifPresent(it -> violations.add("contact", "primaryPhone", it));
      phoneViolation(contact.secondaryPhone(), country)
          .ifPresent(it -> violations.add("contact", "secondaryPhone", it));
    }

    private static Optional<String> phoneViolation(@Nullable String phone, String country) {
      return phone == null || PhoneNumbers.normalize(phone, country).isPresent()
          ? Optional.empty()
          : Optional.of(PhoneNumbers.violation(phone, country));
    }

    private static void check(AddressForm address, int index, Violations violations) {
      String country = address.country() == null ? Countries.DEFAULT : address.country();
      if (!Countries.exist(country)) {
        violations.add(index, "country", Countries.violation(country));
        return;
      }
      AddressFormat format = AddressFormat.of(country);
      if (isOfUnknownCountry(address, format)) {
        return;
      }
      String hint = address.country() == null ? ". Give the country if it is another" : "";
      format
          .stateViolation(address.state(), String.valueOf(address.city()))
          .ifPresent(it -> violations.add(index, "state", it + hint));
      format
          .postalCodeViolation(address.postalCode())
          .ifPresent(it -> violations.add(index, "postalCode", it + hint));
    }

    /** Before addresses had a country, those with a state of no US state had any postal code. */
    private static boolean isOfUnknownCountry(AddressForm address, AddressFormat format) {
      return address.country() == null
          && address.state() != null
          && !format.hasState(address.state())
          && address.postalCode() != null;
    }
  }

  /** Adds violations to fields of the form; the texts are not interpolated. */
  class Violations {

    private final HibernateConstraintValidatorContext context;
    private boolean areNone = true;

    Violations(HibernateConstraintValidatorContext context) {
      this.context = context;
    }

    void add(String parent, String field, String message) {
      start(message).addPropertyNode(parent).addPropertyNode(field).addConstraintViolation();
    }

    void add(int address, String field, String message) {
      start(message)
          .addPropertyNode("addresses")
          .addPropertyNode(field)
          .inIterable()
          .atIndex(address)
          .addConstraintViolation();
    }

    private ConstraintValidatorContext.ConstraintViolationBuilder start(String message) {
      areNone = false;
      return context
          .addMessageParameter("violation", message)
          .buildConstraintViolationWithTemplate("{violation}");
    }
  }
}
