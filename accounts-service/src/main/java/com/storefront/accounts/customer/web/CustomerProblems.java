package com.storefront.accounts.customer.web;

import com.storefront.accounts.card.CardNotAccepted;
import com.storefront.accounts.customer.CustomerNotFound;
import com.storefront.accounts.customer.TooManyShippingAddresses;
import com.storefront.web.InvalidField;
import com.storefront.web.Problems;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Maps the exceptions of customers to problem documents. */
@RestControllerAdvice
class CustomerProblems {

  @ExceptionHandler
  ProblemDetail on(CustomerNotFound e) {
    return Problems.of(HttpStatus.NOT_FOUND, "customer-not-found", e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail on(TooManyShippingAddresses e) {
    return Problems.invalid(List.of(new InvalidField("addresses", String.valueOf(e.getMessage()))));
  }

  @ExceptionHandler
  ProblemDetail on(CardNotAccepted e) {
    return Problems.invalid(List.of(new InvalidField(e.field(), e.reason())));
  }
}
