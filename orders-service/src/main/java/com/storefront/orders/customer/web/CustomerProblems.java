package com.storefront.orders.customer.web;

import com.storefront.orders.customer.CustomerNotFound;
import com.storefront.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What is wrong with a request about customers, in the words of HTTP. */
@RestControllerAdvice
class CustomerProblems {

  @ExceptionHandler
  ProblemDetail on(CustomerNotFound problem) {
    return Problems.of(
        HttpStatus.NOT_FOUND, "customer-not-found", String.valueOf(problem.getMessage()));
  }
}
