package com.storefront.accounts.customer.web;

import com.storefront.accounts.customer.CardNotAccepted;
import com.storefront.accounts.customer.CustomerNotFound;
import com.storefront.web.InvalidField;
import com.storefront.web.Problems;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What can go wrong with customers, as problem documents. */
@RestControllerAdvice
class CustomerProblems {

  @ExceptionHandler
  ProblemDetail customerNotFound(CustomerNotFound e) {
    return Problems.of(HttpStatus.NOT_FOUND, "customer-not-found", String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail cardNotAccepted(CardNotAccepted e) {
    String field = "creditCards[%d].%s".formatted(e.position(), e.property());
    return Problems.invalid(List.of(new InvalidField(field, e.reason())));
  }
}
