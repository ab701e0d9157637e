package com.storefront.fulfillment.fulfillment.web;

import com.storefront.fulfillment.fulfillment.FulfillmentNotFound;
import com.storefront.fulfillment.fulfillment.HistoryFull;
import com.storefront.fulfillment.fulfillment.IllegalStatusChange;
import com.storefront.web.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What goes wrong with fulfillments, as problem documents. */
@RestControllerAdvice
class FulfillmentProblems {

  @ExceptionHandler
  ProblemDetail on(FulfillmentNotFound missing) {
    return Problems.of(HttpStatus.NOT_FOUND, "fulfillment-not-found", said(missing));
  }

  @ExceptionHandler
  ProblemDetail on(IllegalStatusChange illegal) {
    ProblemDetail problem =
        Problems.of(HttpStatus.CONFLICT, "illegal-status-change", said(illegal));
    problem.setProperty("orderStatus", illegal.from());
    return problem;
  }

  @ExceptionHandler
  ProblemDetail on(HistoryFull full) {
    return Problems.of(HttpStatus.CONFLICT, "history-full", said(full));
  }

  private static String said(RuntimeException exception) {
    return String.valueOf(exception.getMessage());
  }
}
