package com.storefront.orders.order.web;

import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import com.storefront.orders.customer.CustomerNotFound;
import com.storefront.orders.customer.NoShippingAddress;
import com.storefront.orders.order.IllegalStatusChange;
import com.storefront.orders.order.OrderNotFound;
import com.storefront.orders.zone.CountryNotServed;
import com.storefront.web.Problems;
import java.util.Map;
import org.springframework.hateoas.Link;
import org.springframework.http.HttpMethod;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Maps the exceptions of this service to problem details. */
@RestControllerAdvice
class OrderProblems {

  @ExceptionHandler
  ProblemDetail on(OrderNotFound problem) {
    return Problems.of(NOT_FOUND, "order-not-found", problem.getMessage());
  }

  /** A conflict for a new order, because a retry may succeed. */
  @ExceptionHandler
  ProblemDetail on(CustomerNotFound problem, HttpMethod method) {
    return method.equals(HttpMethod.POST)
        ? Problems.of(CONFLICT, "customer-unknown", problem.getMessage())
        : Problems.of(NOT_FOUND, "customer-not-found", problem.getMessage());
  }

  @ExceptionHandler
  ProblemDetail on(NoShippingAddress problem) {
    return Problems.of(UNPROCESSABLE_CONTENT, "no-shipping-address", problem.getMessage());
  }

  @ExceptionHandler
  ProblemDetail on(CountryNotServed problem) {
    ProblemDetail detail =
        Problems.of(UNPROCESSABLE_CONTENT, "country-not-served", problem.getMessage());
    detail.setProperty("servedCountries", problem.servedCountries());
    return detail;
  }

  @ExceptionHandler
  ProblemDetail on(IllegalStatusChange problem) {
    ProblemDetail detail = Problems.of(CONFLICT, "illegal-status-change", problem.getMessage());
    detail.setProperty("orderStatus", problem.order().status());
    if (problem.order().isWithFulfillment()) {
      Link fulfillment = OrderModelAssembler.fulfillment(problem.order().id());
      detail.setDetail(
          problem.getMessage() + " Fulfillment decides on it now: " + fulfillment.getHref());
      detail.setProperty("_links", Map.of("fulfillment", Map.of("href", fulfillment.getHref())));
    } else {
      detail.setDetail(problem.getMessage() + " This status is final.");
    }
    return detail;
  }
}
