package com.storefront.orders.order.web;

import com.storefront.orders.order.CustomerUnknown;
import com.storefront.orders.order.IllegalStatusChange;
import com.storefront.orders.order.NoShippingAddress;
import com.storefront.orders.order.OrderNotFound;
import com.storefront.web.Problems;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What is wrong with a request about orders, in the words of HTTP. */
@RestControllerAdvice
class OrderProblems {

  @ExceptionHandler
  ProblemDetail on(OrderNotFound problem) {
    return Problems.of(HttpStatus.NOT_FOUND, "order-not-found", message(problem));
  }

  @ExceptionHandler
  ProblemDetail on(CustomerUnknown problem) {
    return Problems.of(HttpStatus.CONFLICT, "customer-unknown", message(problem));
  }

  @ExceptionHandler
  ProblemDetail on(NoShippingAddress problem) {
    return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "no-shipping-address", message(problem));
  }

  @ExceptionHandler
  ProblemDetail on(IllegalStatusChange problem) {
    ProblemDetail detail =
        Problems.of(HttpStatus.CONFLICT, "illegal-status-change", message(problem));
    detail.setProperty("orderStatus", problem.from());
    if (problem.isWithFulfillment()) {
      String fulfillment = OrderView.fulfillment(problem.guid());
      detail.setDetail(message(problem) + "; fulfillment decides on it now: see " + fulfillment);
      detail.setProperty("_links", Map.of("fulfillment", Map.of("href", fulfillment)));
    }
    return detail;
  }

  private static String message(RuntimeException problem) {
    return String.valueOf(problem.getMessage());
  }
}
